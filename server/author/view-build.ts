/**
 * Builds a game outside the arcade for the page, in a process of its own: `view.js`, whose default export is the game, and `sound.js`,
 * which makes it known where sound is made. Arguments: the game's module, the folder to build into, the name that it is known by.
 */
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const [module, outDir, name] = process.argv.slice(2) as [string, string, string]

const entries: Readonly<Record<string, string>> = {
  'game:view': `export { default } from ${JSON.stringify(module)}`,
  'game:sound': `import game from ${JSON.stringify(module)}
;(globalThis.chatarcadeGames ??= new Map()).set(${JSON.stringify(name)}, game)`,
}

const virtual: Plugin = {
  name: 'game',
  resolveId: (id) => (Object.hasOwn(entries, id) ? `\0${id}` : null),
  load: (id) => entries[id.slice(1)] ?? null,
}

const here = (specifier: string) => fileURLToPath(import.meta.resolve(specifier))

await build({
  configFile: false,
  root: outDir,
  logLevel: 'error',
  publicDir: false,
  plugins: [virtual],
  resolve: {
    alias: [
      { find: /^chatarcade$/, replacement: here('../../game/index.ts') },
      { find: /^zod$/, replacement: here('zod') },
      { find: /^@colyseus\/schema$/, replacement: here('@colyseus/schema') },
    ],
  },
  build: {
    outDir,
    emptyOutDir: true,
    target: 'es2023',
    // A page's strict Content-Security-Policy takes no `data:` address.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { view: 'game:view', sound: 'game:sound' },
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
    },
  },
})
