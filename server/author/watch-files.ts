import { watch, type FSWatcher } from 'node:fs'
import path from 'node:path'

/** Folders of one game that are watched: far more than any has. */
const maxFolders = 64

/** Tells when one of some files is saved, by its folder: many editors write another file and give it the name. */
export interface FileWatch extends Disposable {
  /** Watches these files from now on, and no others. @throws where the machine can't */
  follow(files: ReadonlySet<string>): void
}

export function watchFiles(changed: () => void): FileWatch {
  let watchers: FSWatcher[] = []
  const stop = () => {
    for (const watcher of watchers) watcher.close()
    watchers = []
  }
  return {
    follow(files) {
      stop()
      const folders = [...new Set([...files].map((file) => path.dirname(file)))].slice(0, maxFolders)
      for (const folder of folders) {
        const watcher = watch(folder, { persistent: false }, (_event, name) => {
          if (name !== null && files.has(path.join(folder, name))) changed()
        })
        // A folder that is taken away is no reason to end a show.
        watcher.on('error', () => {})
        watchers.push(watcher)
      }
    },
    [Symbol.dispose]: stop,
  }
}
