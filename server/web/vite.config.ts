import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Builds the pages. The server calls this when they are missing or older than their sources, into a directory of its own. */
export default defineConfig({
  root: here('.'),
  resolve: {
    // The usual build of msgpackr tries `new Function`, which a strict Content-Security-Policy reports as a violation.
    alias: [{ find: /^msgpackr$/, replacement: 'msgpackr/index-no-eval' }],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  worker: { format: 'es' },
  build: {
    outDir: here('dist'),
    emptyOutDir: true,
    target: 'es2023',
    // A font or icon as a `data:` address would need a hole in the Content-Security-Policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: { watch: here('index.html'), panel: here('panel.html') } },
  },
})
