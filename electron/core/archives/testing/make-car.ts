import { createHash } from 'node:crypto'
import { encode, toBytes, toCidLink, type CidLink } from '@atcute/cbor'
import { CODEC_DCBOR, fromDigest } from '@atcute/cid'

/** Repositories as servers of the AT Protocol export them (atproto.com/specs/repository), with what may be wrong in one. */

export interface MadeBlock {
  link: CidLink
  hash: Uint8Array
  bytes: Uint8Array
}

/** A value as a block; bytes are taken as they are. */
export function blockOf(value: unknown): MadeBlock {
  const bytes = value instanceof Uint8Array ? value : Uint8Array.from(encode(value))
  const hash = new Uint8Array(createHash('sha256').update(bytes).digest())
  return { bytes, hash, link: toCidLink(fromDigest(CODEC_DCBOR, hash)) }
}

export interface MadeRepository {
  /** The block of each record, by its name: `app.bsky.feed.post/3l…`. */
  records: ReadonlyMap<string, MadeBlock>
  nodes: readonly MadeBlock[]
  commit: MadeBlock
}

/** A repository of these records, JSON by name: `{ $link }` becomes a link. */
export function makeRepository(
  did: string,
  records: Record<string, unknown>,
  rev = '3zzzzzzzzzzzz',
): MadeRepository {
  const blocks = new Map(
    Object.entries(records)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, record]) => [key, blockOf(record)]),
  )
  const nodes: MadeBlock[] = []
  const entries = [...blocks].map(([key, block]) => ({ key, block, layer: layerOf(key) }))
  const top = nodeOf(entries, Math.max(0, ...entries.map(({ layer }) => layer)), nodes)
  const commit = blockOf({
    did,
    version: 3,
    data: top.link,
    rev,
    prev: null,
    sig: toBytes(new Uint8Array(64)),
  })
  return { records: blocks, nodes, commit }
}

interface Entry {
  key: string
  block: MadeBlock
  layer: number
}

/** Pairs of zero bits at the beginning of a key's hash. */
function layerOf(key: string): number {
  const bits = [...createHash('sha256').update(key).digest()]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return Math.floor(bits.indexOf('1') / 2)
}

function nodeOf(entries: readonly Entry[], layer: number, nodes: MadeBlock[]): MadeBlock {
  const below = (from: number, to: number): CidLink | null =>
    from === to ? null : nodeOf(entries.slice(from, to), layer - 1, nodes).link
  const here = entries.flatMap((entry, at) => (entry.layer >= layer ? [at] : []))
  let before = ''
  const e = here.map((at, n) => {
    const { key, block } = entries[at] ?? { key: '', block: blockOf(null) }
    const p = sharedStart(before, key)
    before = key
    return {
      p,
      k: toBytes(Buffer.from(key.slice(p))),
      v: block.link,
      t: below(at + 1, here[n + 1] ?? entries.length),
    }
  })
  const node = blockOf({ e, l: below(0, here[0] ?? entries.length) })
  nodes.push(node)
  return node
}

function sharedStart(a: string, b: string): number {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return at
}

export function carHeader(root: MadeBlock): Buffer {
  const header = encode({ roots: [root.link], version: 1 })
  return Buffer.concat([varint(header.length), header])
}

/** A block under its own hash, or under another's. */
export function carSection({ bytes }: MadeBlock, hash: Uint8Array): Buffer {
  return Buffer.concat([varint(36 + bytes.length), Buffer.from([1, 0x71, 0x12, 0x20]), hash, bytes])
}

/** The file of a repository, in the order of servers: the commit, the tree, the records; or in the order given. */
export function makeCar(
  { commit, nodes, records }: MadeRepository,
  order: (blocks: MadeBlock[]) => MadeBlock[] = (blocks) => blocks,
): Buffer {
  const blocks = order([commit, ...[...nodes].reverse(), ...records.values()])
  return Buffer.concat([carHeader(commit), ...blocks.map((block) => carSection(block, block.hash))])
}

export function varint(value: number): Buffer {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Buffer.from([...bytes, rest])
}
