/** What can encode the pictures: x264 on the processor, and what graphics cards bring. */
export const encoderNames = ['x264', 'nvenc', 'qsv', 'vaapi', 'amf', 'videotoolbox'] as const
export type EncoderName = (typeof encoderNames)[number]

export const encoderChoices = ['auto', ...encoderNames] as const
export type EncoderChoice = (typeof encoderChoices)[number]

/** ffmpeg's name for each, and whose hardware it takes. */
export const encoderDetails: Readonly<Record<EncoderName, { readonly codec: string; readonly hardware: string }>> = {
  x264: { codec: 'libx264', hardware: 'the processor' },
  nvenc: { codec: 'h264_nvenc', hardware: 'an NVIDIA card' },
  qsv: { codec: 'h264_qsv', hardware: 'Intel graphics (Quick Sync)' },
  vaapi: { codec: 'h264_vaapi', hardware: 'Intel or AMD graphics on Linux' },
  amf: { codec: 'h264_amf', hardware: 'an AMD card' },
  videotoolbox: { codec: 'h264_videotoolbox', hardware: 'a Mac' },
}
