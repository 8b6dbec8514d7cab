/** The screen takes the colour that chat names. `node examples/chat-paints.ts --chat twitch:CHANNEL --output rtmp://live.twitch.tv/app` */
import { parseArgs } from 'node:util'
import { schema } from '@colyseus/schema'
import { StreamWriter } from 'chatarcade/output'
import { openChat } from '../chat/index.ts'
import { anarchy, type GameRules } from '../game/index.ts'

const text = (otherwise: string) => ({ type: 'string', default: otherwise }) as const
const options = { chat: text('crowd:5'), output: text('paint.mp4'), frames: text('300') }
const { chat: url, output, frames } = parseArgs({ options }).values
const paints: Record<string, number[]> = { red: [1, 0, 0], green: [0, 1, 0], blue: [0, 0, 1] }
const game: GameRules = {
  ...{ id: 'paint', title: 'Paint', tickRate: 30, state: schema({}, 'Paint') },
  commands: { paint: { words: Object.keys(paints), help: 'paint the screen' } },
  input: anarchy(),
  step() {},
}
const twitch = { username: null, token: null, ircUrl: null }
await using chat = await openChat({ urls: [url], game, seed: 1, twitch, log: (_, line) => console.error(line) })
await using writer = await StreamWriter.open({ width: 640, height: 480, outputs: output, pace: 'live', buffer: 0.1 })
const picture = new Float32Array(640 * 480 * 3)
for (let tick = 1; tick <= Number(frames); tick++) {
  for (const { command } of chat.drain(tick).decisions)
    picture.set(
      Array(640 * 480)
        .fill(paints[command.word])
        .flat(),
    )
  await writer.writeVideo(picture, { format: 'rgb' })
}
