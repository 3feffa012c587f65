import { Failure } from '#shared/failure'

/**
 * What an archive may be. Real ones of a long life have tens of thousands of files and hundreds of gigabytes (most of
 * it pictures, which are never unpacked); what goes beyond these was made to hurt.
 */
export interface ArchiveLimits {
  /** Files and folders in one archive. */
  entries: number
  /** Unpacked bytes of one file. */
  entryBytes: number
  /** Unpacked bytes of all files. */
  totalBytes: number
  /** Unpacked bytes for one packed byte, where something is large enough to matter. Text packs 5 to 30 times, a bomb 1,000. */
  ratio: number
  /** Below this many unpacked bytes the ratio says nothing. */
  ratioFromBytes: number
  /** Letters of one path. */
  pathLength: number
}

export const archiveLimits: ArchiveLimits = {
  entries: 1_000_000,
  entryBytes: 64 * 1024 ** 3,
  totalBytes: 1024 ** 4,
  ratio: 300,
  ratioFromBytes: 64 * 1024 ** 2,
  pathLength: 1_000,
}

/** One entry as its archive declares it. */
export interface Declared {
  path: string
  size: number
  /** Packed bytes; absent where entries are not packed one by one. */
  packed?: number | undefined
}

/** Adds up what an archive declares, entry by entry, and refuses it where that is too much. Throws bad-input. */
export class Declaration {
  readonly #limits: ArchiveLimits
  readonly #paths = new Set<string>()
  #total = 0

  constructor(limits: ArchiveLimits) {
    this.#limits = limits
  }

  get total(): number {
    return this.#total
  }

  add({ path, size, packed }: Declared): void {
    const { entries, entryBytes, totalBytes, ratio, ratioFromBytes } = this.#limits
    if (this.#paths.has(path)) throw refused(`it holds two files of the same name, ${shown(path)}`)
    this.#paths.add(path)
    if (this.#paths.size > entries) throw refused(`it holds more than ${String(entries)} files`)
    if (size > entryBytes) throw bomb(`${shown(path)} says that it unpacks to ${String(size)} bytes`)
    if (packed !== undefined && size > ratioFromBytes && size > packed * ratio)
      throw bomb(
        `${shown(path)} says that it unpacks to ${String(Math.round(size / Math.max(1, packed)))} times its size`,
      )
    this.#total += size
    if (this.#total > totalBytes) throw bomb('its files unpack to more than any real archive holds')
  }
}

/** Counts what really comes out of a packed stream. Throws bad-input where it is a bomb, whatever it declared. */
export class Unpacking {
  readonly #limits: ArchiveLimits
  readonly #packed: () => number
  #bytes = 0

  /** `packed` says how many packed bytes went in so far. */
  constructor(limits: ArchiveLimits, packed: () => number) {
    this.#limits = limits
    this.#packed = packed
  }

  count(bytes: number): void {
    const { totalBytes, ratio, ratioFromBytes } = this.#limits
    this.#bytes += bytes
    if (this.#bytes > totalBytes) throw bomb('it unpacks to more than any real archive holds')
    if (this.#bytes > ratioFromBytes && this.#bytes > this.#packed() * ratio)
      throw bomb(`it unpacks to more than ${String(ratio)} times its size`)
  }
}

/** An archive that is not what it should be. */
export function refused(why: string): Failure {
  return new Failure('bad-input', `This archive is not opened: ${why}. Ask the network for a fresh one.`)
}

function bomb(why: string): Failure {
  return new Failure(
    'bad-input',
    `This archive is not opened: ${why}, which real archives do not. It may have been made to fill your disk.`,
  )
}

/** A path as it may stand in a sentence: without what a terminal or a screen could be tricked by. */
export function shown(path: string): string {
  const plain = path.replaceAll(/[\p{C}]/gu, '?')
  return `"${plain.length > 80 ? `${plain.slice(0, 77)}…` : plain}"`
}
