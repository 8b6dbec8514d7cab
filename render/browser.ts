/** The part of `render` that runs in a browser as it does in Node: the same picture and the same sound for spectators. */
export { formatFps, parseFps, samplesOf, soundLeadFrames, type Fps } from './clock.ts'
export { drawScene, type Scene } from './scene/scene.ts'
export { forgetCuts } from './scene/text.ts'
export { fontFamily } from './scene/theme.ts'
export { modeTitle, standing } from './scene/vote-words.ts'
export { createSynth, type DrainableSynth } from './sound/synth.ts'
