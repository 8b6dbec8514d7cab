import type { Encoder, EncoderEvents } from './encoder.ts'

/** An encoder that is started before it is needed: what takes longest is over when its first frame comes. */
export interface Spare {
  /** Gives an encoder for use: the one that stands by, or else a new one. @throws what starting one throws */
  take(events: EncoderEvents): Encoder
  /** Starts one that stands by, where there is none and there should be. */
  prepare(): void
  stop(): void
}

/** Time after the last one was taken or has died in which none is started: the one at work needs the machine more. */
const restMs = 1000

export function createSpare(start: (events: EncoderEvents) => Encoder, isWanted: boolean): Spare {
  let standing: { readonly encoder: Encoder; user: EncoderEvents | null } | null = null
  let stopped = !isWanted
  let restsUntil = performance.now() + restMs

  /** Whoever takes the encoder hears what it says from then on; until then only its end matters. */
  function launch(user: EncoderEvents | null) {
    const slot: { encoder: Encoder; user: EncoderEvents | null } = {
      user,
      encoder: start({
        config: (config) => slot.user?.config(config),
        packet: (packet) => slot.user?.packet(packet),
        drain: () => slot.user?.drain(),
        ended: (code, reason) => {
          if (standing === slot) standing = null
          restsUntil = performance.now() + restMs
          slot.user?.ended(code, reason)
        },
      }),
    }
    return slot
  }

  return {
    take(events) {
      restsUntil = performance.now() + restMs
      if (standing === null) return launch(events).encoder
      const slot = standing
      standing = null
      slot.user = events
      return slot.encoder
    },
    prepare() {
      if (stopped || standing !== null || performance.now() < restsUntil) return
      restsUntil = performance.now() + restMs
      try {
        standing = launch(null)
      } catch {
        // For want of descriptors or memory; it is tried again later.
      }
    },
    stop() {
      stopped = true
      standing?.encoder.kill()
      standing = null
    },
  }
}
