import { json, type Answer, type TownRequest } from '../message.ts'
import { us, type Post } from '../world.ts'
import { cidOf, didOf, rkeyOf, type PostRecord } from './bluesky-names.ts'
import { likeUri, townText } from './bluesky-records.ts'
import { missing, refuse, type Town, type XrpcCall } from './bluesky-xrpc.ts'

/** The bakery's own repository (com.atproto.repo.*): posts and likes are records that are written, read and deleted. */

const posts = 'app.bsky.feed.post'
const likes = 'app.bsky.feed.like'
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

interface Write {
  collection: string
  rkey: string
  record: Record<string, unknown>
}

export class BlueskyRepo {
  private readonly town: Town
  /** Posts that the server took and nobody is shown: answers to what is gone or closed. */
  private readonly unseen = new Map<string, PostRecord>()
  /** The post behind each like. */
  private readonly liked = new Map<string, Post>()
  private count = 0

  constructor(town: Town) {
    this.town = town
  }

  get calls(): XrpcCall[] {
    const name = 'com.atproto.repo'
    return [
      { method: 'POST', nsid: `${name}.createRecord`, handle: (request) => this.create(request) },
      { method: 'POST', nsid: `${name}.putRecord`, handle: (request) => this.put(request) },
      { method: 'POST', nsid: `${name}.deleteRecord`, handle: (request) => this.remove(request) },
      { method: 'GET', nsid: `${name}.getRecord`, open: true, handle: (request) => this.get(request) },
    ]
  }

  private create(request: TownRequest): Answer {
    const write = this.read(request)
    if ('status' in write) return write
    // Not a refusal by name: the server falls over, as was seen.
    if (this.recordAt(write.collection, write.rkey) !== undefined)
      return refuse(500, 'InternalServerError', 'Internal Server Error')
    return this.store(write)
  }

  /** Writes where nothing is; what is there already stays as it was, since posts are not edited. */
  private put(request: TownRequest): Answer {
    const write = this.read(request)
    if ('status' in write) return write
    const there = this.recordAt(write.collection, write.rkey)
    return there === undefined
      ? this.store(write)
      : json({ uri: this.uri(write.collection, write.rkey), cid: there.cid, validationStatus: 'valid' })
  }

  private read({ params }: TownRequest): Write | Answer {
    const collection = params.get('collection')
    const text = params.get('record')
    if (collection === undefined || text === undefined) return missing('record')
    if (params.get('repo') !== didOf(this.town.names.bakery))
      return refuse(400, 'InvalidRequest', 'Could not find repo')
    const record: unknown = JSON.parse(text)
    if (typeof record !== 'object' || record === null) return missing('record')
    const rkey = params.get('rkey') ?? this.nextKey()
    return { collection, rkey, record: { ...record } }
  }

  private nextKey(): string {
    this.count += 1
    return `3town${String(this.count)
      .padStart(8, '2')
      .replaceAll(/[0189]/g, 'a')}`
  }

  private store({ collection, rkey, record }: Write): Answer {
    if (collection === likes) return this.like(rkey, record)
    if (collection !== posts) return refuse(400, 'InvalidRequest', `Lexicon not found: lex:${collection}`)
    const wrong = whyNotPost(record)
    if (wrong !== undefined) return refuse(400, 'InvalidRequest', `Invalid ${posts} record: ${wrong}`)
    // Just seen to have a text.
    const post = record as PostRecord
    const parentUri = uriAt(record, 'reply', 'parent')
    const parent = parentUri === undefined ? undefined : this.town.names.postAt(parentUri)
    if (parentUri !== undefined && (parent === undefined || this.town.records.isClosed(parent)))
      this.unseen.set(rkey, post)
    else this.say(rkey, post, parent)
    return this.written(collection, rkey)
  }

  private say(rkey: string, record: PostRecord, parent: Post | undefined): void {
    const { text, mentions } = townText(record, this.town.names)
    this.town.names.expect(rkey, record)
    this.town.world.say({
      author: us,
      text,
      mentions,
      inReplyTo: parent?.id,
      lang: langOf(record),
      likes: 0,
      boosts: 0,
      program: 'Web',
    })
  }

  private like(rkey: string, record: Record<string, unknown>): Answer {
    const uri = uriAt(record, 'subject')
    const post = uri === undefined ? undefined : this.town.names.postAt(uri)
    if (post !== undefined && !post.liked) {
      post.liked = true
      post.likes += 1
      this.liked.set(rkey, post)
      this.liked.set(rkeyOf(likeUri(post)), post)
    }
    return this.written(likes, rkey)
  }

  private remove(request: TownRequest): Answer {
    const collection = request.params.get('collection')
    const rkey = request.params.get('rkey')
    if (collection === undefined || rkey === undefined) return missing('rkey')
    const like = this.liked.get(rkey)
    if (collection === likes && like?.liked === true) {
      like.liked = false
      like.likes -= 1
    }
    const post = collection === posts ? this.town.names.postAt(this.uri(posts, rkey)) : undefined
    if (post !== undefined) this.town.world.remove(post.id)
    this.unseen.delete(rkey)
    // Deleting what is not there is no error.
    return json({})
  }

  private get({ params }: TownRequest): Answer {
    const [repo = '', collection = '', rkey = ''] = ['repo', 'collection', 'rkey'].map((name) =>
      params.get(name),
    )
    const person = this.town.names.personAt(repo)
    const uri = `at://${person === undefined ? repo : didOf(person)}/${collection}/${rkey}`
    const post = this.town.names.postAt(uri)
    const found =
      person === this.town.names.bakery
        ? this.recordAt(collection, rkey)
        : post === undefined
          ? undefined
          : { cid: this.town.names.refOf(post).cid, value: this.town.records.recordOf(post) }
    return found === undefined
      ? refuse(400, 'RecordNotFound', `Could not locate record: ${uri}`)
      : json({ uri, ...found })
  }

  private recordAt(collection: string, rkey: string): { cid: string; value: PostRecord } | undefined {
    if (collection !== posts) return undefined
    const unseen = this.unseen.get(rkey)
    if (unseen !== undefined) return { cid: cidOf(JSON.stringify(unseen)), value: unseen }
    const post = this.town.names.postAt(this.uri(posts, rkey))
    return post === undefined
      ? undefined
      : { cid: this.town.names.refOf(post).cid, value: this.town.records.recordOf(post) }
  }

  private uri(collection: string, rkey: string): string {
    return `at://${didOf(this.town.names.bakery)}/${collection}/${rkey}`
  }

  private written(collection: string, rkey: string): Answer {
    const uri = this.uri(collection, rkey)
    const cid = this.recordAt(collection, rkey)?.cid ?? cidOf(uri)
    return json({ uri, cid, commit: { cid: cidOf(`commit ${uri}`), rev: rkey }, validationStatus: 'valid' })
  }
}

/** What the lexicon forbids, in the words of the server; undefined where nothing. */
function whyNotPost(record: Record<string, unknown>): string | undefined {
  const { text, createdAt } = record
  if (typeof text !== 'string') return 'Missing required key "text" at $.record'
  if (typeof createdAt !== 'string') return 'Missing required key "createdAt" at $.record'
  const count = [...graphemes.segment(text)].length
  if (count > 300) return `grapheme too big (maximum 300, got ${String(count)}) at $.record.text`
  const bytes = Buffer.byteLength(text)
  return bytes > 3000 ? `string too big (maximum 3000, got ${String(bytes)}) at $.record.text` : undefined
}

function uriAt(record: Record<string, unknown>, ...path: string[]): string | undefined {
  let here: unknown = record
  for (const step of [...path, 'uri'])
    here = typeof here === 'object' && here !== null ? Reflect.get(here, step) : undefined
  return typeof here === 'string' ? here : undefined
}

function langOf(record: Record<string, unknown>): string | undefined {
  const { langs } = record
  const first: unknown = Array.isArray(langs) ? langs[0] : undefined
  return typeof first === 'string' ? first : undefined
}
