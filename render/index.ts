export * from './browser.ts'
export { tickAtFrame } from './clock.ts'
export { loadBranding } from './branding.ts'
export { RenderError, type RenderErrorCode } from './error.ts'
export { probeFfmpeg, type Capabilities, type EncoderTrial } from './output/capabilities.ts'
export { checkFfmpeg, childEnv, findFfmpeg } from './output/ffmpeg.ts'
export { excerptFrom, framesUntil, wholeShow, type Excerpt } from './excerpt.ts'
export { filesOfGame, importGame, versionedGame } from './game-module.ts'
export { watchedHeap, watchThread } from './thread-watch.ts'
export type { OutputStatus } from './output/output.ts'
export { encodings, groupPictures, maxPictures, type OutputSpec, type PictureSpec } from './output/pictures.ts'
export {
  checkFits,
  checkPreset,
  isLossless,
  parsePreset,
  presetFormat,
  type PictureFormat,
  type PresetName,
} from './output/presets.ts'
export { platformCaps, platforms, type Platform } from './output/presets/caps.ts'
export { qualities, type Quality } from './output/presets/name.ts'
export { ratesOf } from './output/presets/rates.ts'
export { rungFormats, rungs, type Rung } from './output/presets/rungs.ts'
export { chooseEncoder } from './output/encoders/choose.ts'
export { encoderChoices, encoderNames, type EncoderChoice } from './output/encoders/names.ts'
export { checkPorts, portProblem, prepareTarget } from './output/prepare.ts'
export { playlistName } from './output/send/muxer-args.ts'
export type { OutletStatus } from './output/send/outlet.ts'
export { formatSize, parseSize, readSize, sizeRule, splitSize, type Size } from './output/size.ts'
export { parseTarget, placeOf, sayDouble, withUniqueIds, type Target } from './output/target.ts'
export { findFfplay } from './output/send/window.ts'
export { openPicture, type Picture } from './picture.ts'
export { tryView } from './try-view.ts'
export { createViewer, loadForViewer, readPng, type Pixels, type Viewer } from './viewer.ts'
export type { LoadedPlay } from './play.ts'
export { speechKinds, type SpeechKind } from './sound/speaker.ts'
export { findEspeak } from './sound/speech.ts'
export type { SpeechSettings } from './sound/speech-desk.ts'
