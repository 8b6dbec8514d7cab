/** What an encoder makes of one frame, or of 1024 samples. Its memory is shared by all who send it, and never written to. */
export interface Packet {
  readonly kind: 'video' | 'audio'
  /** Whether a decoder can begin here; audio always can. */
  readonly isKey: boolean
  /** The frame that it shows, or its first sample; less than 0 for the packet that AAC begins with. */
  readonly number: number
  /** When it is shown or heard, in 10 µs since the show began. The first packet of AAC lies before 0: it only warms a decoder up. */
  readonly at: number
  /** H.264 in AVC form (each unit after its length), an AAC frame, or 16-bit PCM. */
  readonly data: Buffer
}

/** What a decoder must know before the first packet. */
export interface StreamConfig {
  /** AVCDecoderConfigurationRecord (ISO/IEC 14496-15). */
  readonly video: Buffer
  /** AudioSpecificConfig (ISO/IEC 14496-3); null where the sound is PCM. */
  readonly audio: Buffer | null
}

/** Samples of an AAC packet. The first one holds none of the show's: the encoder needs it to begin. */
export const aacSamples = 1024

export function isSameConfig(a: StreamConfig, b: StreamConfig): boolean {
  const sound = [a.audio, b.audio].map((config) => config ?? Buffer.alloc(0)) as [Buffer, Buffer]
  return a.video.equals(b.video) && sound[0].equals(sound[1])
}
