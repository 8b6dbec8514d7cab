/** What npm runs before it packs: last of all, package.json leads to what was built. */
import { buildPackage } from './build.ts'
import { leadToDist, restoreManifest } from './manifest.ts'

// A run that was broken off has left the package's behind.
restoreManifest()
await buildPackage()
leadToDist()
