import type { EncodeOrder } from '../presets/codec.ts'
import type { Quality } from '../presets/name.ts'
import { words } from '../words.ts'
import type { EncoderName } from './names.ts'

type HardwareName = Exclude<EncoderName, 'x264'>

/**
 * The same rules as for x264, in each encoder's own words (`ffmpeg -h encoder=h264_…`): constant rate, a keyframe every 2 s that is
 * an IDR frame and none between, no B-frames, no frame held back. Hardware takes NV12 as a rule, which is our I420 in another order.
 */
export const hardwareArgs: Readonly<Record<HardwareName, (order: EncodeOrder) => string[]>> = {
  nvenc: (order) => [
    ...words(`-c:v h264_nvenc -preset ${nvencPresets[order.quality]} -tune ll -rc cbr -profile:v ${order.profile}`),
    ...words('-rc-lookahead 0 -no-scenecut 1 -forced-idr 1 -strict_gop 1 -zerolatency 1 -delay 0 -pix_fmt yuv420p'),
    ...rateArgs(order),
  ],
  // Quick Sync has a constant rate when the largest rate is the mean one.
  qsv: (order) => [
    ...words(`-c:v h264_qsv -preset ${qsvPresets[order.quality]} -profile:v ${order.profile} -async_depth 1`),
    ...words('-look_ahead 0 -adaptive_i 0 -adaptive_b 0 -idr_interval 0 -forced_idr 1 -pix_fmt nv12'),
    ...rateArgs(order),
  ],
  // VAAPI takes pictures in the memory of the device.
  vaapi: (order) => [
    ...words('-vaapi_device /dev/dri/renderD128 -vf format=nv12,hwupload'),
    ...words(`-c:v h264_vaapi -rc_mode CBR -profile:v ${order.profile} -idr_interval 0`),
    ...rateArgs(order),
  ],
  amf: (order) => [
    ...words(`-c:v h264_amf -usage ultralowlatency -quality ${amfQualities[order.quality]} -rc cbr -enforce_hrd 1`),
    ...words(`-profile:v ${order.profile} -filler_data ${order.constantRate ? 1 : 0} -pix_fmt nv12`),
    ...rateArgs(order),
  ],
  // Its constant rate excludes a largest one, and is there on Apple's own chips only.
  videotoolbox: (order) => [
    ...words(`-c:v h264_videotoolbox -realtime 1 -allow_sw 0 -profile:v ${order.profile} -pix_fmt nv12`),
    ...words(`-bf 0 -g ${order.keyint} -b:v ${order.videoKbps}k`),
    ...(order.constantRate ? words('-constant_bit_rate 1') : words(`-maxrate ${order.videoKbps}k`)),
    ...colourArgs,
  ],
}

/** x264 takes these over from its input; not every driver's encoder does. */
const colourArgs = words('-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv')

function rateArgs({ keyint, videoKbps }: EncodeOrder): string[] {
  return [
    ...words(`-bf 0 -g ${keyint} -b:v ${videoKbps}k -maxrate ${videoKbps}k -bufsize ${videoKbps}k`),
    ...colourArgs,
  ]
}

const nvencPresets: Readonly<Record<Quality, string>> = { low: 'p2', medium: 'p4', high: 'p5', ultra: 'p6' }
const qsvPresets: Readonly<Record<Quality, string>> = {
  low: 'veryfast',
  medium: 'faster',
  high: 'fast',
  ultra: 'medium',
}
const amfQualities: Readonly<Record<Quality, string>> = {
  low: 'speed',
  medium: 'speed',
  high: 'balanced',
  ultra: 'quality',
}
