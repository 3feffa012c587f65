import { Tokenizer, TokenizerError, TokenParser, TokenParserError, TokenType } from '@streamparser/json'
import { Failure } from '#shared/failure'

/**
 * JSON of any size, one record at a time. What is held at once is one piece of the file and the records that end in it;
 * a file of gigabytes and one of kilobytes cost the same memory.
 */

export interface RecordsOptions {
  /**
   * Where the lists are, by the names that lead to them from the root: `orderedItems`, `data.posts`; an empty string is
   * a root that is a list itself. Several are found in whatever order the file has them.
   */
  lists: readonly string[]
  /** Told of what ends the reading before the file's end: where (`record 17`) and why, in words. What came before holds. */
  broken(where: string, why: string): void
  /** Everything before the first such character is passed over: archives of X are scripts, `window.YTD.… = [`. */
  startAt?: '[' | '{' | undefined
  /** Longest record in bytes; a longer one is `broken`. Default 4 MiB. */
  maxRecordBytes?: number | undefined
}

export interface JsonRecord {
  /** Which of `lists`. */
  list: string
  /** Place in that list, from 0. */
  index: number
  value: unknown
}

/** Bytes that go to the parser in one turn: what ends in them is held together. */
const pieceBytes = 65_536
const defaultMaxRecordBytes = 4 * 1024 * 1024

/** The records of one JSON file. Never throws for what the file says; failures of `bytes` (a broken archive) rise. */
export async function* jsonRecords(
  bytes: AsyncIterable<Uint8Array>,
  options: RecordsOptions,
): AsyncGenerator<JsonRecord, void> {
  const reader = new ListReader(options)
  for await (const chunk of bytes) {
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      yield* reader.read(chunk.subarray(from, from + pieceBytes))
      if (reader.isBroken) return
    }
  }
  reader.end()
}

/** A whole small JSON file. Throws Failure `bad-input` where it is no JSON or larger than `maxBytes`. */
export async function jsonWhole(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<unknown> {
  const text = await textWhole(bytes, maxBytes)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Failure('bad-input', 'This is no JSON, or it breaks off.', { cause: error })
  }
}

/** A whole small text, without its byte order mark. Throws Failure `bad-input` where it is larger than `maxBytes`. */
export async function textWhole(bytes: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of bytes) {
    size += chunk.length
    if (size > maxBytes)
      throw new Failure('bad-input', `This is larger than the ${String(maxBytes)} bytes that it may have.`)
    chunks.push(chunk)
  }
  return new TextDecoder().decode(Buffer.concat(chunks))
}

class ListReader {
  readonly #tokenizer = new Tokenizer()
  readonly #parser: TokenParser
  readonly #options: RecordsOptions
  readonly #maxBytes: number
  /** How many brackets are open inside a list that is read, so that a record is complete when we are back there. */
  readonly #listDepth: number
  #found: JsonRecord[] = []
  #count = 0
  #depth = 0
  #fed = 0
  /** Up to here everything is read and let go of. */
  #settled = 0
  #hasStarted: boolean
  #hasBroken = false

  constructor(options: RecordsOptions) {
    this.#options = options
    this.#maxBytes = options.maxRecordBytes ?? defaultMaxRecordBytes
    this.#hasStarted = options.startAt === undefined
    this.#listDepth = Math.max(...options.lists.map((list) => namesOf(list).length + 1))
    this.#parser = new TokenParser({
      paths: options.lists.map((list) => ['$', ...namesOf(list), '*'].join('.')),
      keepStack: false,
    })
    this.#parser.onValue = ({ value, key, stack }) => {
      // An object where a list was expected has names for its members; that is not what was asked for.
      if (typeof key !== 'number') return
      const list = stack
        .slice(1)
        .map((level) => String(level.key))
        .join('.')
      this.#found.push({ list, index: key, value })
      this.#count += 1
    }
    this.#tokenizer.onToken = (token) => {
      this.#follow(token.token, token.offset)
      this.#parser.write(token)
    }
    // Without these the libraries throw what they find, which is what `read` waits for.
    this.#parser.onError = rethrow
    this.#tokenizer.onError = rethrow
  }

  get isBroken(): boolean {
    return this.#hasBroken
  }

  /** The records that end in this piece. */
  read(piece: Uint8Array): JsonRecord[] {
    this.#found = []
    // Read to the end of the file all the same: that is where an archive says whether its bytes are right.
    if (this.#parser.isEnded) return this.#found
    try {
      this.#tokenizer.write(this.#started(piece))
    } catch (error) {
      if (!(error instanceof TokenizerError) && !(error instanceof TokenParserError)) throw error
      // What follows the end (a semicolon, a second document) is nobody's record.
      if (!this.#parser.isEnded) this.#break('it is no proper JSON from here on')
    }
    if (!this.#hasBroken && !this.#parser.isEnded && this.#fed - this.#settled > this.#maxBytes)
      this.#break(`it is longer than ${String(this.#maxBytes)} bytes`)
    return this.#found
  }

  end(): void {
    if (!this.#hasBroken && !this.#parser.isEnded)
      this.#break(this.#fed === 0 ? 'the file is empty' : 'the file breaks off here')
  }

  #break(why: string): void {
    this.#hasBroken = true
    this.#options.broken(`record ${String(this.#count + 1)}`, why)
  }

  /** The piece from where the JSON begins. */
  #started(piece: Uint8Array): Uint8Array {
    let rest = piece
    if (!this.#hasStarted && this.#options.startAt !== undefined) {
      const at = piece.indexOf(this.#options.startAt.charCodeAt(0))
      this.#hasStarted = at >= 0
      rest = piece.subarray(at < 0 ? piece.length : at)
    }
    this.#fed += rest.length
    return rest
  }

  #follow(token: TokenType, offset: number): void {
    if (token === TokenType.LEFT_BRACE || token === TokenType.LEFT_BRACKET) this.#depth += 1
    else if (token === TokenType.RIGHT_BRACE || token === TokenType.RIGHT_BRACKET) this.#depth -= 1
    if (this.#depth <= this.#listDepth) this.#settled = offset
  }
}

function rethrow(error: Error): void {
  throw error
}

function namesOf(list: string): string[] {
  return list === '' ? [] : list.split('.')
}
