// jsnes’s own types can’t be resolved under `nodenext`: they import files without their extensions. These are those of what is used here.
declare module 'jsnes' {
  export type ButtonKey = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7
  export class NES {
    constructor(options: {
      readonly sampleRate: number
      readonly onFrame: (picture: Uint32Array) => void
      readonly onAudioSample: (left: number, right: number) => void
    })
    readonly cpu: { readonly mem: ArrayLike<number> }
    loadROM(rom: Uint8Array): void
    frame(): void
    buttonDown(controller: 1 | 2, button: ButtonKey): void
    buttonUp(controller: 1 | 2, button: ButtonKey): void
    toJSON(): object
    fromJSON(saved: object): void
  }
}
