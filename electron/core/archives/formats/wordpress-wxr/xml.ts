import { SaxesParser } from 'saxes'
import { Failure } from '#shared/failure'

/**
 * An export of WordPress as records: the blog, its posts, their comments. The file is parsed as it comes in, whatever its
 * size; what is held is the post that is open, without the comments that were given already, and one comment.
 *
 * Entities of a document type are never expanded, and a file that declares one is refused: WordPress writes none.
 */

export type Fields = ReadonlyMap<string, string>

export type WxrRecord =
  /** Given once, before everything else. */
  | { type: 'blog'; fields: Fields; authors: readonly Fields[] }
  | { type: 'post'; fields: Fields; line: number }
  | { type: 'comment'; fields: Fields; post: Fields; line: number }
  /** What is broken, in its place among the others. */
  | { type: 'broken'; line: number; why: string }

/** What one post or one comment may hold; nobody reads more, and what is longer was made to fill the memory. */
const mostCharacters = 16 * 1024 * 1024
/** Elements inside of each other; exports have six. */
const mostDepth = 1000
/** People who write one blog. */
const mostAuthors = 100_000
/** Bytes that go to the parser in one turn: what ends in them is held together. */
const pieceBytes = 65_536

/** Which fields of which element are kept. Addresses of people's machines are not. */
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  channel: new Set(['title', 'link', 'language', 'generator', 'wp:wxr_version', 'wp:base_blog_url']),
  'wp:author': new Set(['wp:author_id', 'wp:author_login', 'wp:author_display_name']),
  item: new Set(
    'title link dc:creator content:encoded wp:post_id wp:post_date wp:post_date_gmt wp:post_type wp:status wp:post_password'.split(
      ' ',
    ),
  ),
  'wp:comment': new Set(
    'id author author_email author_url date date_gmt content approved type parent user_id'
      .split(' ')
      .map((name) => `wp:comment_${name}`),
  ),
}

/** Throws bad-input where the file declares a document type; what is broken in it is told and passed over. */
export async function* wxrRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<WxrRecord> {
  const collector = new Collector()
  let decoder: Decoder | undefined
  for await (const chunk of bytes) {
    decoder ??= decoderOf(chunk)
    for (let from = 0; from < chunk.length; from += pieceBytes) {
      yield* collector.take(decoder.decode(chunk.subarray(from, from + pieceBytes), { stream: true }))
      if (collector.isOver) return
    }
  }
  yield* collector.end()
}

type Decoder = InstanceType<typeof TextDecoder>

/** The encoding that the XML declaration names. */
function decoderOf(start: Uint8Array): Decoder {
  const declared = /^\s*<\?xml[^>]*\bencoding=["']([\w-]+)["']/.exec(
    Buffer.from(start.subarray(0, 200)).toString('latin1'),
  )
  try {
    return new TextDecoder(declared?.[1] ?? 'utf-8')
  } catch {
    // An encoding that nobody knows is a slip of the pen more often than anything else.
    return new TextDecoder()
  }
}

interface Open {
  name: string
  line: number
  fields: Map<string, string>
  characters: number
  why: string | undefined
  isGiven: boolean
}

class Collector {
  isOver = false
  readonly #parser = new SaxesParser({ position: true })
  #ready: WxrRecord[] = []
  /** Elements around the current place, and those of them that are records. */
  readonly #path: string[] = []
  readonly #records: Open[] = []
  #field: { name: string; depth: number } | undefined
  readonly #authors: Fields[] = []
  #hasBlog = false
  /** Characters since the parser last said anything. */
  #silent = 0

  constructor() {
    const parser = this.#parser
    parser.on('opentag', ({ name }) => this.#enter(name))
    parser.on('closetag', ({ name }) => this.#leave(name))
    parser.on('text', (text) => this.#write(text))
    parser.on('cdata', (text) => this.#write(text))
    parser.on('comment', () => void (this.#silent = 0))
    parser.on('error', (error) => this.#note(error.message))
    parser.on('doctype', () => {
      throw new Failure(
        'bad-input',
        'This export declares a document type, which WordPress does not. It is not read: it may have been made to hurt.',
      )
    })
  }

  take(text: string): WxrRecord[] {
    this.#ready = []
    this.#silent += text.length
    this.#parser.write(text)
    if (this.#path.length > mostDepth) this.#break('its tags stand in each other without end')
    else if (this.#silent > mostCharacters)
      this.#break(`there is a piece longer than ${String(mostCharacters)} characters`)
    return this.#ready
  }

  end(): WxrRecord[] {
    this.#ready = []
    if (this.#path.length > 0 || !this.#hasBlog) this.#break('the file breaks off here')
    return this.#ready
  }

  #break(why: string): void {
    this.isOver = true
    this.#ready.push({ type: 'broken', line: this.#parser.line, why })
  }

  #enter(name: string): void {
    this.#silent = 0
    const around = this.#records.at(-1)
    this.#path.push(name)
    if (this.#field !== undefined) return
    if (isRecord(name, around?.name)) {
      if (name === 'item') this.#giveBlog()
      if (name === 'wp:comment' && around !== undefined) this.#give(around)
      this.#records.push({
        name,
        line: this.#parser.line,
        fields: new Map(),
        characters: 0,
        why: undefined,
        isGiven: false,
      })
    } else if (around !== undefined && kept[around.name]?.has(name) === true)
      this.#field = { name, depth: this.#path.length }
  }

  #leave(name: string): void {
    this.#silent = 0
    const depth = this.#path.length
    this.#path.pop()
    if (this.#field !== undefined && this.#field.depth >= depth) this.#field = undefined
    const record = this.#records.at(-1)
    if (record?.name !== name || this.#field !== undefined) return
    this.#records.pop()
    if (name === 'channel') this.#giveBlog()
    else if (name !== 'wp:author') this.#give(record)
    else if (this.#authors.length < mostAuthors) this.#authors.push(record.fields)
  }

  #write(text: string): void {
    this.#silent = 0
    const record = this.#records.at(-1)
    if (this.#field === undefined || record === undefined) return
    record.characters += text.length
    if (record.characters > mostCharacters)
      record.why = `it is longer than ${String(mostCharacters)} characters`
    else record.fields.set(this.#field.name, (record.fields.get(this.#field.name) ?? '') + text)
  }

  /** What the parser does not like. Signs that are not escaped and names of unknown entities stay in the text. */
  #note(message: string): void {
    if (/disallowed character|entity|char data|declaration|outside of root/.test(message)) return
    const record = this.#records.at(-1)
    if (record !== undefined) record.why ??= 'its tags are broken'
  }

  #giveBlog(): void {
    const channel = this.#records.find(({ name }) => name === 'channel')
    if (this.#hasBlog || channel === undefined) return
    this.#hasBlog = true
    this.#ready.push({ type: 'blog', fields: channel.fields, authors: this.#authors })
  }

  /** A post is given before its comments, which may be more than anybody would hold. */
  #give(record: Open): void {
    const { name, line, fields, why, isGiven } = record
    if (isGiven) return
    record.isGiven = true
    const post = this.#records.find((one) => one.name === 'item')?.fields ?? fields
    if (why !== undefined) this.#ready.push({ type: 'broken', line, why })
    else if (name === 'item') this.#ready.push({ type: 'post', fields, line })
    else this.#ready.push({ type: 'comment', fields, post, line })
    // Its comments need what names the post, and not what it says.
    if (name === 'item') this.#trim(record)
  }

  #trim(record: Open): void {
    record.fields = new Map(record.fields)
    record.fields.delete('content:encoded')
  }
}

function isRecord(name: string, around: string | undefined): boolean {
  if (name === 'channel') return around === undefined
  if (name === 'item' || name === 'wp:author') return around === 'channel'
  return name === 'wp:comment' && around === 'item'
}
