import { until } from '../helpers/arcade.ts'
import { playThrough, type Fault } from './fault.ts'

export const encoderKilled: Fault = {
  name: 'encoder-killed',
  title: 'the encoder is killed (`kill -9`)',
  bounds: { framesLost: 15, samplesLost: 0 },
  run: () =>
    playThrough({
      async inject(stage) {
        process.kill(stage.encoders()[0] as number, 'SIGKILL')
        await until(() => stage.status().replaced === 1)
      },
    }),
}
