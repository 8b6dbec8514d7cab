import { pino } from 'pino'
import { defaultFilterSettings } from '../../chat/index.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { view } from '../../game/bundled/colour-tone/view.ts'
import { defineGame, type InputSpec } from '../../game/index.ts'
import { journalFormat, journalVersion, type JournalHeader } from '../../server/journal/header.ts'
import { ServerError } from '../../server/error.ts'
import { openReader } from '../../server/journal/reader.ts'
import { quietInput } from '../../server/journal/record.ts'
import { stateHash } from '../../server/journal/state-hash.ts'
import { createTape } from '../../server/journal/tape.ts'
import { openStage, type StagePlan } from '../../server/stage.ts'

export const silentLog = pino({ level: 'silent' })

/** Colour & Tone on the page's own chat. */
export function stagePlan(input: InputSpec, more: Partial<StagePlan> = {}): StagePlan {
  return {
    ...{ game: defineGame({ ...rules, ...view }), seed: 5, input, window: {}, filter: defaultFilterSettings },
    ...{ replies: [], chat: ['local:'], say: 'everyone', ...more },
    twitch: {
      ...{ channel: null, username: null, token: null, streamKey: null, clientId: null },
      ...{ ircUrl: null, apiUrl: null, ingestUrl: '', ingestList: null },
    },
  }
}

export function headerFor({ game, seed, input, window, filter, chat }: StagePlan): JournalHeader {
  return {
    ...{ format: journalFormat, version: journalVersion, game: game.id, sources: 'x', seed, tickRate: game.tickRate },
    ...{ startedAt: '2026-01-01T00:00:00.000Z', size: '320x180', fps: '30', sampleRate: 48_000, chat: [...chat] },
    ...{ input, window, filter, say: 'everyone', username: null },
  } as JournalHeader
}

/** Ticks between two hashes that are compared. */
export const hashedTicks = 5

/** Plays a journal without a picture. @returns the hash after every fifth tick, and what was warned of */
export async function playJournal(file: string, plan: StagePlan): Promise<{ hashes: string[]; warnings: string[] }> {
  const warnings: string[] = []
  await using tape = createTape(await openReader(file, (line) => warnings.push(line)))
  let input = (await tape.next())?.input ?? quietInput(0, false)
  await using stage = await openStage(plan, silentLog, () => input)
  const hashes: string[] = []
  for (let next = await tape.next(); next !== null; next = await tape.next()) {
    ;({ input } = next)
    stage.step()
    const hash = stateHash(stage.match.state)
    if (stage.match.tick % hashedTicks === 0) hashes.push(hash)
    if (next.hash !== null && next.hash !== hash)
      throw new ServerError('replay-differs', `tick ${stage.match.tick} differs`)
  }
  return { hashes, warnings }
}
