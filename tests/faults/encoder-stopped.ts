import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault } from './fault.ts'

export const encoderStopped: Fault = {
  name: 'encoder-stopped',
  title: 'the encoder stands still (`SIGSTOP`)',
  bounds: { framesLost: 15, samplesLost: 0 },
  run: () =>
    playThrough({
      async inject(stage) {
        process.kill(stage.encoders()[0] as number, 'SIGSTOP')
        await until(() => stage.status().replaced === 1)
      },
    }),
}
