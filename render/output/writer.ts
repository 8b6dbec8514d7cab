/**
 * The output on its own, for programs that have nothing to do with games: `import { StreamWriter } from 'chatarcade/output'`.
 * docs/stream-writer.md tells how it is used.
 */
export { RenderError, type RenderErrorCode } from '../error.ts'
export type { OutputStatus } from './output.ts'
export type { OutletStatus } from './send/outlet.ts'
export type { PictureLayout } from './writer/frames.ts'
export type { WriterOptions } from './writer/options.ts'
export { pixelFormats, type PixelFormat, type Pixels } from './writer/pixels.ts'
export type { SoundGiven, SoundLayout, Samples } from './writer/samples.ts'
export { StreamWriter, type Buffered } from './writer/stream-writer.ts'
