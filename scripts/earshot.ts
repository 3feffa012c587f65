import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.ts'
import { root, Trouble } from './process.ts'

/** Builds what is missing or outdated, silently, and becomes the command line. */
try {
  await ensureBuilt({ quiet: true })
  await import(pathToFileURL(join(root, 'out', 'main', 'earshot.js')).href)
} catch (error) {
  console.error(error instanceof Trouble ? error.message : error)
  process.exitCode = 1
}
