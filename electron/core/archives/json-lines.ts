/**
 * Lines of JSON, one value each. A line is a record of its own: one that is broken is told, and the next one is read. Only
 * one line is held.
 */
export interface LinesOptions {
  /** Told of a line that is no JSON, is too long, or is cut off: where (`line 17`) and why. */
  broken(where: string, why: string): void
  /** Longest line in bytes; a longer one is passed over. Default 4 MiB. */
  maxLineBytes?: number | undefined
}

export interface JsonLine {
  /** From 1, as editors count; empty lines count too. */
  line: number
  value: unknown
}

const newline = 0x0a
const defaultMaxLineBytes = 4 * 1024 * 1024

/** The values of a file of lines. Never throws for what the file says; failures of `bytes` rise. */
export async function* jsonLines(
  bytes: AsyncIterable<Uint8Array>,
  options: LinesOptions,
): AsyncGenerator<JsonLine, void> {
  const max = options.maxLineBytes ?? defaultMaxLineBytes
  let line = 1
  let held: Uint8Array[] = []
  let size = 0
  const hold = (piece: Uint8Array): void => {
    size += piece.length
    if (size <= max) held.push(piece)
    else held = []
  }
  const ended = (): JsonLine | undefined => {
    const at = line
    const length = size
    const parts = held
    line += 1
    held = []
    size = 0
    if (length > max) return told(options, at, `it is longer than ${String(max)} bytes`)
    const text = new TextDecoder().decode(Buffer.concat(parts)).trim()
    if (text === '') return undefined
    try {
      return { line: at, value: JSON.parse(text) }
    } catch {
      return told(options, at, 'it is no JSON')
    }
  }
  for await (const chunk of bytes) {
    let from = 0
    for (let to = chunk.indexOf(newline); to >= 0; to = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, to))
      from = to + 1
      const value = ended()
      if (value !== undefined) yield value
    }
    hold(chunk.subarray(from))
  }
  const last = ended()
  if (last !== undefined) yield last
}

function told(options: LinesOptions, line: number, why: string): undefined {
  options.broken(`line ${String(line)}`, why)
  return undefined
}
