/** The show that is flooded: reads `twitch:flood` from the server in the first argument, for so many seconds as the second says. */
import { defaultFilterSettings } from '../../chat/index.ts'
import colourTone from '../../game/bundled/colour-tone/index.ts'
import { createLog } from '../../server/log.ts'
import { rehearse } from '../../server/simulate.ts'

const [ircUrl = '', seconds = '10'] = process.argv.slice(2)
const report = await rehearse(
  {
    game: colourTone,
    seed: 1,
    input: colourTone.input,
    window: {},
    filter: defaultFilterSettings,
    replies: [],
    chat: ['twitch:flood'],
    twitch: {
      channel: null,
      username: null,
      token: null,
      streamKey: null,
      ircUrl,
      clientId: null,
      apiUrl: null,
      ingestUrl: '',
      ingestList: null,
    },
  },
  { seconds: Number(seconds), pace: 'live' },
  { log: createLog(), signal: new AbortController().signal, progress: () => {} },
)
process.stdout.write(JSON.stringify(report))
