import { audiences, replyKinds, sayers } from '../chat/index.ts'
import { inputModes } from '../game/index.ts'
import { encoderChoices, speechKinds } from '../render/index.ts'
import type { ConfigKey } from './config.ts'

/** How a setting is asked for in a form. What its values may be is for the config’s own schema to say. */
export interface SettingField {
  readonly key: ConfigKey
  /** Of a setting within `set`. */
  readonly part?: 'input' | 'window' | 'grace' | 'quorum' | 'early'
  readonly label: string
  readonly help: string
  readonly kind: 'choice' | 'choices' | 'number' | 'switch' | 'text' | 'list'
  readonly choices?: readonly string[]
  /** Whether it is in force at once, or with the next start. */
  readonly isLive: boolean
}

/** What moderators may set. Where files are, which ports are open and what holds a secret is set on the machine alone. */
export const settingFields: readonly SettingField[] = [
  field('game', 'Game', 'The game that the show starts with', 'text'),
  field('chat', 'Chats', 'Where people type: twitch:CHANNEL, local:', 'list'),
  field('players', 'Who plays', 'Whose commands count', 'choice', { choices: audiences }),
  live('ignore', 'Not heard', 'Names whose messages are left out', 'list'),
  field('bots', 'Bots play', 'Whether known bots count as well', 'switch'),
  live('blocked', 'Blocked terms', 'What is never shown', 'list'),
  field('burst', 'Messages at once', 'How many of one person count in one go', 'number'),
  field('perSecond', 'Messages a second', 'How many of one person count in the long run', 'number'),
  field('repeatMs', 'Repeats', 'Time in ms in which the same command of one person counts once', 'number'),
  field('replies', 'Answers in chat', 'What the show says in the platform’s chat', 'choices', { choices: replyKinds }),
  field('say', 'Who may !say', 'Whose words are shown to everybody', 'choice', { choices: sayers }),
  live('set', 'How the crowd plays', 'Votes, one after another, teams …', 'choice', {
    part: 'input',
    choices: inputModes,
  }),
  live('set', 'Vote length', 'Seconds that a vote is open', 'number', { part: 'window' }),
  live('set', 'Quorum', 'Per cent of those who voted lately that a decision needs', 'number', { part: 'quorum' }),
  live('set', 'Grace', 'Seconds that late ballots count', 'number', { part: 'grace' }),
  live('set', 'Close early', 'Whether a vote closes once nothing can change it', 'switch', { part: 'early' }),
  field('size', 'Picture', 'Width and height, such as 1280x720', 'text'),
  field('fps', 'Frames a second', '30, 60 or 30000/1001', 'text'),
  field('preset', 'Preset', 'What outputs are encoded by', 'text'),
  field('encoder', 'Encoder', 'x264, or what the machine has', 'choice', { choices: encoderChoices }),
  field('speech', 'Spoken', 'What is read out', 'choices', { choices: [...speechKinds, 'off'] }),
  field('speechLanguage', 'Voice', 'A language of espeak-ng, such as en', 'text'),
]

function field(
  key: ConfigKey,
  label: string,
  help: string,
  kind: SettingField['kind'],
  rest: Partial<Pick<SettingField, 'part' | 'choices'>> = {},
): SettingField {
  return { key, label, help, kind, isLive: false, ...rest }
}

function live(...args: Parameters<typeof field>): SettingField {
  return { ...field(...args), isLive: true }
}
