import type { Query } from '#shared/domain/query/ast'
import { lower, type Condition, type Words } from '#shared/domain/query/lower'
import { contentOfSpans, metaToken, metaTokens } from '#shared/domain/query/subject'
import { ftsText } from '#shared/domain/tokens'
import type { Wording } from './parse.ts'

/**
 * Which posts of a stream of everything are worth a closer look. A post is cut into tokens once; each token is looked
 * up in a map of the queries that cannot do without it, and only those are asked, as far as a post alone can tell.
 * What it cannot tell (who wrote it, what kind it is, how many like it) counts as possible: core asks the whole query. Pure.
 */

/** A token that a query cannot do without, or one of several of which it needs one; `begins`: its beginning is enough. */
interface Needed {
  column: Words['column']
  token: string
  begins: boolean
}

/** True where every post that meets the query has one of a few tokens. Others would need every post of the network. */
export function isSelective(query: Query): boolean {
  return neededBy(lower(query, 0)) !== undefined
}

const anyLink = metaToken.addressWord('')
/** Kinds, networks, languages, links and media are on nearly every post: waiting for them would be waiting for everything. */
const everywhere = new RegExp(`^(?:z[knlx].*|${anyLink})$`)

function neededBy(condition: Condition): Needed[] | undefined {
  switch (condition.op) {
    case 'words':
      return neededOfPhrase(condition)
    case 'and':
      return condition.of
        .flatMap((part) => {
          const needed = neededBy(part)
          return needed === undefined ? [] : [needed]
        })
        .sort((a, b) => rarity(b) - rarity(a))[0]
    case 'or': {
      const all: Needed[] = []
      for (const part of condition.of) {
        const needed = neededBy(part)
        if (needed === undefined) return undefined
        all.push(...needed)
      }
      return all
    }
    case 'always':
      // What is never true needs nothing.
      return condition.value ? undefined : []
    default:
      return undefined
  }
}

/** The longest token of a phrase is most likely its rarest. */
function neededOfPhrase({ column, tokens, prefix }: Words): Needed[] | undefined {
  const choices = tokens.map((token, index): Needed => {
    const isLast = prefix && index === tokens.length - 1
    // Only the beginning of a word of an address is asked for: waits for any address.
    return column === 'meta' && isLast
      ? { column, token: anyLink, begins: false }
      : { column, token, begins: isLast }
  })
  const [best] = choices
    .filter(({ column: where, token }) => where === 'text' || !everywhere.test(token))
    .sort((a, b) => b.token.length - a.token.length)
  return best === undefined ? undefined : [best]
}

/** The alternatives of a choice are as rare as the commonest of them. */
function rarity(needed: readonly Needed[]): number {
  return Math.min(...needed.map(({ token, begins }) => (begins ? token.length / 2 : token.length)), 1000)
}

interface Entry<Key> {
  key: Key
  query: Query
  triedOn: number
}

/** What the filter did so far, in counts: a look-up is one question to a map. */
export interface FilterWork {
  posts: number
  tokens: number
  lookups: number
  /** Queries asked beyond their needed token. */
  asked: number
}

export class PostFilter<Key> {
  readonly work: FilterWork = { posts: 0, tokens: 0, lookups: 0, asked: 0 }
  private readonly words = new Map<string, Entry<Key>[]>()
  private readonly beginnings = new Map<string, Entry<Key>[]>()
  private readonly meta = new Map<string, Entry<Key>[]>()
  private readonly lengths = new Set<number>()

  /** Queries without a needed token hear nothing. */
  constructor(queries: Iterable<{ key: Key; query: Query }>) {
    for (const { key, query } of queries) {
      const entry: Entry<Key> = { key, query, triedOn: 0 }
      for (const needed of neededBy(lower(query, 0)) ?? []) this.wait(needed, entry)
    }
  }

  /** Keys of the queries that a post may meet. */
  wants(wording: Wording, more: { media: boolean }, nowMs: number): Key[] {
    this.work.posts += 1
    const words = ftsText(wording)
      .split(' ')
      .filter((token) => token !== '')
    const meta = metaTokens({
      network: 'bluesky',
      kind: 'post',
      text: wording.text,
      lang: wording.lang,
      ...contentOfSpans(wording.spans),
      media: more.media,
      poll: false,
    })
    this.work.tokens += words.length + meta.length
    const found: Key[] = []
    const tokens = { text: words, meta }
    for (const token of new Set(words)) {
      this.ask(this.words, token, tokens, nowMs, found)
      for (const length of this.lengths)
        if (token.length >= length) this.ask(this.beginnings, token.slice(0, length), tokens, nowMs, found)
    }
    for (const token of new Set(meta)) this.ask(this.meta, token, tokens, nowMs, found)
    return found
  }

  private wait({ column, token, begins }: Needed, entry: Entry<Key>): void {
    if (begins) this.lengths.add(token.length)
    const map = column === 'meta' ? this.meta : begins ? this.beginnings : this.words
    const waiting = map.get(token)
    if (waiting === undefined) map.set(token, [entry])
    else waiting.push(entry)
  }

  private ask(
    map: ReadonlyMap<string, Entry<Key>[]>,
    token: string,
    tokens: Tokens,
    nowMs: number,
    found: Key[],
  ): void {
    this.work.lookups += 1
    for (const entry of map.get(token) ?? []) {
      if (entry.triedOn === this.work.posts) continue
      entry.triedOn = this.work.posts
      this.work.asked += 1
      if (judge(lower(entry.query, nowMs), tokens).may) found.push(entry.key)
    }
  }
}

type Tokens = Readonly<Record<Words['column'], readonly string[]>>

/** Whether a condition may hold, and whether it surely does. */
interface Verdict {
  may: boolean
  must: boolean
}

const unknown: Verdict = { may: true, must: false }
const kindToken = /^zk/

function judge(condition: Condition, tokens: Tokens): Verdict {
  switch (condition.op) {
    case 'always':
      return { may: condition.value, must: condition.value }
    case 'and': {
      const parts = condition.of.map((part) => judge(part, tokens))
      return { may: parts.every(({ may }) => may), must: parts.every(({ must }) => must) }
    }
    case 'or': {
      const parts = condition.of.map((part) => judge(part, tokens))
      return { may: parts.some(({ may }) => may), must: parts.some(({ must }) => must) }
    }
    case 'not': {
      const { may, must } = judge(condition.of, tokens)
      return { may: !must, must: !may }
    }
    case 'words': {
      if (condition.column === 'meta' && condition.tokens.some((token) => kindToken.test(token)))
        return unknown
      const holds = contains(tokens[condition.column], condition)
      return { may: holds, must: holds }
    }
    default:
      return unknown
  }
}

/** True where the tokens of a phrase stand in a row; the last of them may only begin so. */
function contains(within: readonly string[], { tokens, prefix }: Words): boolean {
  const last = tokens.length - 1
  return within.some((_, at) =>
    tokens.every((token, k) => {
      const here = within[at + k]
      return here === token || (prefix && k === last && here?.startsWith(token) === true)
    }),
  )
}
