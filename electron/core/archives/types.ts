import type { FetchedItem } from '../networks/types.ts'

/**
 * An archive is what a network (or Earshot itself) wrote of somebody's past into files. It is read once, from disk,
 * into the same store that listening fills; nothing of it is ever polled. A format lives in a file of its own under
 * `formats/` and knows neither how the archive is packed nor how what it finds is stored.
 */

/** One file inside an archive. Its bytes are read at most once, and before the next entry is asked for. */
export interface ArchiveEntry {
  /** Relative, with `/`, without `..`: tricks with paths are refused before a format sees them. */
  readonly path: string
  /** Unpacked bytes as the archive declares them. */
  readonly size: number
  open(): AsyncIterable<Uint8Array>
}

/** What is packed: a zip, a tar (gzipped or not), a folder or a single file. */
export interface ArchiveFiles {
  /** Paths of all entries, in the order in which `entries` gives them. A single file has its own name. */
  readonly paths: readonly string[]
  /** The entries whose path is wanted, in the archive's order. Throws Failure `bad-input` on bombs and broken archives. */
  entries(isWanted: (path: string) => boolean): AsyncIterable<ArchiveEntry>
  /** The first bytes of one entry, at most 64 KiB: enough to tell what it is. */
  head(path: string): Promise<Uint8Array>
}

/** One thing found, ready to be filed. */
export interface Found {
  /** The network that it belongs to: the same item heard there and found here is one item. */
  network: string
  /** Namespace of `ref`, `parentRef` and `rootRef`, as in a page. */
  refSpace: string
  item: FetchedItem
}

/** What a format is given besides the files. */
export interface Reading {
  signal: AbortSignal
  /** Reports what could not be read and goes on: which file, where in it (an index, a line, an id), and why. */
  notUnderstood(path: string, where: string, why: string): void
}

export interface ArchiveFormat {
  /** kebab-case, for example `mastodon-export`. */
  id: string
  label: string
  /** Numbered steps in plain words: how to get such an archive. */
  steps: readonly string[]
  /** Whether these files are such an archive, told by their names and at most a few heads. */
  recognises(files: ArchiveFiles): Promise<boolean>
  /**
   * Everything in it, always in the same order, so that a paused import goes on by skipping what was filed. Holds one
   * entry's one record in memory, never a whole file. What is broken is reported and skipped; throws Failure
   * `bad-input` only where nothing can be read at all.
   */
  read(files: ArchiveFiles, reading: Reading): AsyncIterable<Found>
}
