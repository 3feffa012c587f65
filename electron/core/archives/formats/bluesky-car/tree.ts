import { fromBytes, isBytes } from '@atcute/cbor'
import { Failure } from '#shared/failure'
import { decoded, hashOfLink, type Block } from './blocks.ts'

/** Nodes, and posts: some gigabyte of memory. */
const mostEntries = 4_000_000
/** Longest name that the protocol allows. */
const mostKeyLetters = 1024

/**
 * The tree of a repository (atproto.com/specs/repository): nodes say under which name each record stands. Its nodes lie
 * anywhere in the file, and so do the records, so the file is read twice: first for the tree, which is kept as numbers and
 * hashes, then for the records, one at a time. About 240 bytes are held for each post and 55 for each other record (likes,
 * follows), whatever they hold: a repository of a million posts takes 240 MB while it is read (measured).
 *
 * Only what hangs from the newest commit counts. What was deleted may still lie in the file, and stays deleted.
 */
export class Tree {
  /** Rows of nodes by hash, both of those that were read and of those that others name. */
  readonly #nodes = new Map<string, number>()
  /** Per node: the rows that it leads to. Undefined until it is read. */
  readonly #below: (readonly number[] | undefined)[] = []
  readonly #collection: string
  readonly #alone: string
  #alones: { hash: string; owner: number }[] = []
  /** The first record of each hash; the others of the same hash follow by `#next`. */
  readonly #first = new Map<string, number>()
  readonly #next: number[] = []
  readonly #keys: string[] = []
  readonly #owners: number[] = []
  #reached = new Uint8Array(0)

  /** Keeps the names of records of one collection, `app.bsky.feed.post`, and where one record alone is. */
  constructor(collection: string, alone: string) {
    this.#collection = `${collection}/`
    this.#alone = alone
  }

  /** True of blocks that may be nodes, without decoding them: a map whose first key is `e`. */
  static isNode({ bytes }: Block): boolean {
    return (bytes[0] === 0xa2 || bytes[0] === 0xa1) && bytes[1] === 0x61 && bytes[2] === 0x65
  }

  /** Takes a node whose hash was found true. False where it is none. Throws bad-input where there are too many to hold. */
  add(node: Block): boolean {
    const read = readNode(node.bytes)
    if (read === undefined) return false
    const row = this.#rowOf(node.hash)
    if (this.#below[row] !== undefined) return true
    if (this.#below.length > mostEntries || this.#keys.length > mostEntries)
      throw new Failure(
        'bad-input',
        `This repository holds more than ${String(mostEntries)} posts, which is more than Earshot can read.`,
      )
    this.#below[row] = read.below.map((hash) => this.#rowOf(hash))
    for (const { key, hash } of read.records)
      if (key.startsWith(this.#collection)) this.#addRecord(key.slice(this.#collection.length), hash, row)
      else if (key === this.#alone) this.#alones.push({ hash, owner: row })
    return true
  }

  /** Follows the tree from its root, once all nodes were added. Returns how many nodes are missing. */
  settle(root: string): number {
    this.#reached = new Uint8Array(this.#below.length)
    let missing = 0
    const rootRow = this.#nodes.get(root)
    const open = rootRow === undefined ? [] : [rootRow]
    if (rootRow === undefined) missing += 1
    for (let row = open.pop(); row !== undefined; row = open.pop()) {
      if (this.#reached[row] === 1) continue
      this.#reached[row] = 1
      const below = this.#below[row]
      if (below === undefined) missing += 1
      else for (const one of below) open.push(one)
    }
    return missing
  }

  /** The hash of the record that was asked for alone, once the tree is settled. */
  get alone(): string | undefined {
    return this.#alones.find(({ owner }) => this.#reached[owner] === 1)?.hash
  }

  /** Whether a record of that hash is waited for. */
  has(hash: string): boolean {
    return this.#first.has(hash)
  }

  /** The names under which a record stands; none where it is not part of the tree. It is found once. */
  take(hash: string): string[] {
    const keys = this.#keysFrom(this.#first.get(hash))
    this.#first.delete(hash)
    return keys
  }

  /** Names of records that belong to the tree and were not taken. */
  *left(): Generator<string> {
    for (const row of this.#first.values()) yield* this.#keysFrom(row)
  }

  #keysFrom(first: number | undefined): string[] {
    const keys: string[] = []
    for (let row = first ?? -1; row >= 0; row = this.#next[row] ?? -1) {
      const key = this.#keys[row]
      if (key !== undefined && this.#reached[this.#owners[row] ?? -1] === 1) keys.push(key)
    }
    // The same node may have been followed by one of an earlier commit.
    return [...new Set(keys)].sort()
  }

  #rowOf(hash: string): number {
    let row = this.#nodes.get(hash)
    if (row === undefined) {
      row = this.#below.push(undefined) - 1
      this.#nodes.set(hash, row)
    }
    return row
  }

  #addRecord(key: string, hash: string, owner: number): void {
    const row = this.#keys.push(key) - 1
    this.#owners.push(owner)
    this.#next.push(this.#first.get(hash) ?? -1)
    this.#first.set(hash, row)
  }
}

interface Node {
  /** Hashes of the nodes below it. */
  below: string[]
  records: { key: string; hash: string }[]
}

/** Entries share the beginnings of their names: each says how much of the one before it keeps. */
function readNode(bytes: Uint8Array): Node | undefined {
  const value = decoded(bytes)
  if (!isObject(value) || !Array.isArray(value['e'])) return undefined
  const below: string[] = []
  const records: Node['records'] = []
  if (!follow(value['l'], below)) return undefined
  let before = ''
  for (const entry of value['e']) {
    if (!isObject(entry)) return undefined
    const { p: kept, k: rest, v: record, t: right } = entry
    const hash = hashOfLink(record)
    if (typeof kept !== 'number' || kept > before.length || !isBytes(rest) || hash === undefined)
      return undefined
    const key = before.slice(0, kept) + Buffer.from(fromBytes(rest)).toString('latin1')
    if (key <= before || key.length > mostKeyLetters || !follow(right, below)) return undefined
    records.push({ key, hash })
    before = key
  }
  return { below, records }
}

/** Notes a link that may be absent; false where it is something else. */
function follow(link: unknown, into: string[]): boolean {
  if (link === null || link === undefined) return true
  const hash = hashOfLink(link)
  if (hash !== undefined) into.push(hash)
  return hash !== undefined
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
