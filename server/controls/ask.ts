import { cleanLine } from '../../chat/index.ts'
import { inputFor, maxStatusLine, type GameRules, type InputSpec, type WindowOptions } from '../../game/index.ts'
import type { Controls } from '../outside.ts'
import { act, type Act } from '../journal/act.ts'
import { refuse, type Done } from './done.ts'

export interface AskingParts {
  readonly perform: (act: Act) => Done
  readonly game: Pick<GameRules, 'input' | 'teams'>
  /** What the streamer set of windows. */
  readonly window: WindowOptions
}

/** Longest announcement, in UTF-16 units: as much as an alert has room for. */
const maxAnnouncement = 120

/** Each control as the act that it is. What is no such act is refused with a sentence. */
export function createAsking({ perform, game, window }: AskingParts): Omit<Controls, 'report' | 'waiting'> {
  const ask = (wish: Act): Done => {
    const result = act.safeParse(wish)
    if (result.success) return perform(wish)
    const [issue] = result.error.issues
    return refuse('bad-value', `${issue?.path.join('.') ?? wish.act}: ${issue?.message ?? 'wrong'}`)
  }
  const setMode = (mode: InputSpec['mode'], more: WindowOptions = {}): Done => {
    try {
      return ask({ act: 'input', input: inputFor(mode, game.input, { ...window, ...more }, game.teams) })
    } catch (error) {
      return refuse('bad-value', error instanceof Error ? error.message : 'is no way to play')
    }
  }
  const announce = (text: string): Done =>
    text.trim() === '' || text.length > maxAnnouncement
      ? refuse('bad-value', `an announcement has 1 to ${maxAnnouncement} characters`)
      : ask({ act: 'alert', alert: { kind: 'info', text } })
  const setStatusLine = (line: string): Done => {
    // One that nobody would see is none.
    const text = cleanLine(line) === '' ? '' : line.trim()
    return text.length > maxStatusLine
      ? refuse('bad-value', `a status line has at most ${maxStatusLine} characters`)
      : ask({ act: 'status-line', text })
  }
  return {
    perform: ask,
    ban: ({ userId, name, seconds }) => ask({ act: 'ban', userId, name, seconds }),
    lift: (userId) => ask({ act: 'lift', userId }),
    deleteMessage: (source, messageId) => ask({ act: 'delete', source, messageId }),
    withdraw: (userId) => ask({ act: 'withdraw', userId }),
    forget: (userId) => ask({ act: 'forget', userId }),
    setFilter: (lists) => ask({ act: 'filter', ...lists }),
    veto: (label, isVetoed = true) => ask({ act: 'veto', label, isVetoed }),
    extend: (seconds) => ask({ act: 'extend', seconds }),
    closeNow: () => ask({ act: 'close', how: 'decided' }),
    skip: () => ask({ act: 'close', how: 'undecided' }),
    force: (text, team = null) => ask({ act: 'force', text, team }),
    startPoll: (poll) => ask({ act: 'poll', poll }),
    endPoll: () => ask({ act: 'poll', poll: null }),
    setInput: (input) => ask({ act: 'input', input }),
    setMode,
    setPaused: (isPaused) => ask({ act: 'report', condition: { isPaused } }),
    setMuted: (isMuted, source = null) => ask({ act: 'mute', source, isMuted }),
    setSlate: (slate, text = '') => ask({ act: 'slate', slate, text }),
    setLayer: (name, isOn) => ask({ act: 'layer', name, isOn }),
    setBranding: (image) => ask({ act: 'branding', image }),
    setBackdrop: (image) => ask({ act: 'backdrop', image }),
    setStatusLine,
    playSound: (sound) => ask({ act: 'sound', sound }),
    announce,
    alert: (alert) => ask({ act: 'alert', alert }),
    setGame: (snapshot) => ask({ act: 'game', game: snapshot }),
  }
}
