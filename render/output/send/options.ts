import type { RenderError } from '../../error.ts'
import type { Encoding } from '../encode/encoding.ts'
import type { StreamConfig } from '../encode/packet.ts'
import type { Size } from '../size.ts'
import type { Target } from '../target.ts'
import type { Sender, SenderEvents } from './sender.ts'

export interface OutletOptions {
  readonly target: Target
  readonly size: Size
  /** Whether it comes to a show that runs already, and so begins with a keyframe, which is time 0 of a file. */
  readonly joins: boolean
  readonly encoding: Pick<Encoding, 'behind' | 'lost' | 'replaced' | 'problem' | 'isWithout'>
  /** Starts what sends to the target, or to the file after it; `resumed` tells that it begins in the midst of the show. */
  readonly start: (target: Target, config: StreamConfig, resumed: boolean, events: SenderEvents) => Sender
}

export interface OutletEvents {
  /** There is room for more frames. */
  ready(): void
  /** The output can't go on, and trying again would not help. */
  failed(error: RenderError): void
  readonly log: (level: 'info' | 'warn', line: string) => void
}
