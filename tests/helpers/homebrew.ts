/** Builds the cartridge of the console's own game; run by itself it writes it where the game reads it from. */
import { readFileSync, writeFileSync } from 'node:fs'
import { buildCartridge, type Cartridge } from '../../game/bundled/console/homebrew/build.ts'

const folder = new URL('../../game/bundled/console/homebrew/', import.meta.url)

/** The cartridge as a file that other emulators play as well, and the module that the game has it from: a game can't read files. */
export const cartridgeFile = new URL('lantern-keeper.nes', folder)
export const moduleFile = new URL('rom.ts', folder)

export function buildHomebrew(): Cartridge {
  return buildCartridge((file) => readFileSync(new URL(`lantern/${file}`, folder), 'utf8'))
}

/** Variables of the game that the show reads. */
const variables = ['mode', 'demo', 'garden', 'lit', 'lanterns', 'score']

export function moduleOf({ rom, names }: Cartridge): string {
  const addresses = variables.map((name) => `${name}: 0x${names.get(name)?.toString(16)}`).join(', ')
  const parts = usedParts(rom).map(({ begin, end }) => {
    const lines =
      Buffer.from(rom.subarray(begin, end))
        .toString('base64')
        .match(/.{1,108}/g) ?? []
    return `  [\n    ${begin},\n${lines.map((line) => `    '${line}',`).join('\n')}\n  ],`
  })
  return `import { unpackCartridge } from './unpack.ts'

// Made by \`npm run build:rom\` of the sources in lantern/.

/** What of the cartridge isn’t empty: where it begins, and base64 of it. */
const parts: readonly (readonly [begin: number, ...base64: string[]])[] = [
${parts.join('\n')}
]

/** Lantern Keeper, the game that comes with the console. */
export const homebrew = {
  title: 'Lantern Keeper',
  rom: () => unpackCartridge(${rom.length}, parts),
  /** Of its variables in the console’s memory. */
  addresses: { ${addresses} },
} as const
`
}

/** Most of a cartridge is empty; a run of so many zeros ends a part. */
const gap = 32

function usedParts(rom: Uint8Array): { begin: number; end: number }[] {
  const parts: { begin: number; end: number }[] = []
  for (let at = 0; at < rom.length; at++) {
    if (rom[at] === 0) continue
    const last = parts.at(-1)
    if (last && at - last.end < gap) last.end = at + 1
    else parts.push({ begin: at, end: at + 1 })
  }
  return parts
}

if (import.meta.main) {
  const cartridge = buildHomebrew()
  writeFileSync(cartridgeFile, cartridge.rom)
  writeFileSync(moduleFile, moduleOf(cartridge))
}
