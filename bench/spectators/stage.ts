import { defaultFilterSettings } from '../../chat/index.ts'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createLog } from '../../server/log.ts'
import { openStage, type Stage } from '../../server/stage.ts'

export const tickRate = 20

/** The show that is watched, with a crowd that plays it: the same patches in every process, tick by tick. */
export function openBenchStage(): Promise<Stage> {
  return openStage(
    {
      game: { ...colourTone, tickRate },
      seed: 1,
      input: colourTone.input,
      window: {},
      filter: defaultFilterSettings,
      replies: [],
      chat: ['crowd:300?seed=7'],
      twitch: {
        channel: null,
        username: null,
        token: null,
        streamKey: null,
        ircUrl: '',
        clientId: null,
        apiUrl: null,
        ingestUrl: '',
        ingestList: null,
      },
    },
    createLog(),
  )
}
