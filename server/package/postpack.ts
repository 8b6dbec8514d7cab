/** What npm runs once it has packed. */
import { restoreManifest } from './manifest.ts'

restoreManifest()
