import { createHash } from 'node:crypto'
import { z } from 'zod'
import { Failure } from '#shared/failure'
import { timeUs } from '../../../networks/bluesky/tid.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { carBlocks, decoded, hashOfLink, type Block } from './blocks.ts'
import { foundIn, postCollection, readProfile, type Owner, type Profile } from './post.ts'
import { Tree } from './tree.ts'

/**
 * A repository of Bluesky, or of any server that speaks its protocol: everything that one account ever wrote and did not
 * take back, in one file. Whether the account signed it cannot be told without asking who it is, so that is not checked;
 * that nothing in it was changed or mixed up is.
 */

const isCar = (path: string): boolean => /\.car$/i.test(path)
/** In one archive; each is an account's. */
const mostRepositories = 20

/** Names of `.car`, or one file without that name which begins like one. */
function carsIn({ paths }: ArchiveFiles): string[] {
  const named = paths.filter(isCar)
  return named.length > 0 || paths.length !== 1 ? named.slice(0, mostRepositories) : [...paths]
}

async function recognises(files: ArchiveFiles): Promise<boolean> {
  const [path] = carsIn(files)
  if (path === undefined) return false
  const start = Buffer.from((await files.head(path)).subarray(0, 80)).toString('latin1')
  return start.includes('eroots') && start.includes('gversion\u0001')
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found> {
  for (const path of carsIn(files)) yield* readRepository(files, path, reading)
}

async function* readRepository(files: ArchiveFiles, path: string, reading: Reading): AsyncGenerator<Found> {
  const known = await readTree(files, path, reading)
  if (known === undefined) return
  const { owner, tree } = known
  const silent = { root: () => undefined, broken: () => undefined }
  for await (const { open } of files.entries((one) => one === path)) {
    for await (const block of carBlocks(open(), silent)) {
      if (reading.signal.aborted) return
      // A block under a false name must not stand in the way of the true one.
      if (!tree.has(block.hash) || !isTrue(block)) continue
      const record = decoded(block.bytes)
      for (const key of tree.take(block.hash)) {
        const found = foundIn(record, key, block.hash, owner)
        if (typeof found === 'string') reading.notUnderstood(path, key, found)
        else yield found
      }
    }
  }
  for (const key of tree.left())
    reading.notUnderstood(path, key, 'the file does not hold this post, or holds it damaged')
}

const commitBlock = z.looseObject({ did: z.string().regex(/^did:[a-z]+:[\w.:%-]+$/), rev: z.string() })

/** The first reading: whose it is, and under which name each post stands. Undefined where it was told to end. */
async function readTree(
  files: ArchiveFiles,
  path: string,
  reading: Reading,
): Promise<{ owner: Owner; tree: Tree } | undefined> {
  const tree = new Tree(postCollection, 'app.bsky.actor.profile/self')
  const profiles = new Profiles()
  let root: string | undefined
  let commit: unknown
  const broken = (where: string, why: string): void => reading.notUnderstood(path, where, why)
  const events = { broken, root: (hash: string) => void (root = hash) }
  for await (const { open } of files.entries((one) => one === path)) {
    for await (const block of carBlocks(open(), events)) {
      if (reading.signal.aborted) return undefined
      const where = `block ${String(block.number)}`
      if (block.hash === root && isTrue(block)) commit = decoded(block.bytes)
      else if (!Tree.isNode(block)) profiles.take(block)
      else if (!isTrue(block)) broken(where, 'its content is not what its name says')
      else if (!tree.add(block)) broken(where, 'it is no part of a tree that can be read')
    }
  }
  const parsed = commitBlock.safeParse(commit)
  const top = parsed.success ? hashOfLink(parsed.data['data']) : undefined
  if (!parsed.success || top === undefined)
    throw new Failure(
      'bad-input',
      'This export of a Bluesky repository does not say whose it is: its first block is missing or damaged. Download it again.',
    )
  const missing = tree.settle(top)
  if (missing > 0)
    broken('tree', `${String(missing)} parts of it are missing; the posts that hang there are not found`)
  const { did, rev } = parsed.data
  return { owner: { did, profile: profiles.named(tree.alone), writtenUs: timeUs(rev) }, tree }
}

function isTrue({ hash, bytes }: Block): boolean {
  return createHash('sha256').update(bytes).digest('binary') === hash
}

/** What may be the account's own profile, now or once: it often lies before the tree that names it. */
class Profiles {
  readonly #byHash = new Map<string, Profile>()

  take(block: Block): void {
    const isAny = block.bytes.length < mostProfileBytes && Buffer.from(block.bytes).includes(profileType)
    if (!isAny || this.#byHash.size >= mostProfiles || !isTrue(block)) return
    const profile = readProfile(decoded(block.bytes))
    if (profile !== undefined) this.#byHash.set(block.hash, profile)
  }

  named(hash: string | undefined): Profile | undefined {
    return this.#byHash.get(hash ?? '')
  }
}

/** As it stands in a block: a text of 22 letters. */
const profileType = 'vapp.bsky.actor.profile'
const mostProfileBytes = 32_768
/** One, and earlier ones where a server keeps them in the file. */
const mostProfiles = 1000

export const format = {
  id: 'bluesky-car',
  label: 'Bluesky repository',
  steps: [
    'On bsky.app open Settings, Account, Export my data.',
    'Choose Download CAR file. The file repo.car is made at once.',
    'Choose it here. Likes, reposts and follows in it are not read, and pictures are not part of it.',
    'With a server of your own the same file is at https://SERVER/xrpc/com.atproto.sync.getRepo?did=YOUR-DID.',
  ],
  recognises,
  read,
} satisfies ArchiveFormat
