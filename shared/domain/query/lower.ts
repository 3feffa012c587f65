import type { CountOp, HasValue, IsValue, Query, ValueField } from './ast.ts'
import { addressPhrase, phraseOf, type Phrase } from './phrase.ts'
import { metaToken } from './subject.ts'
import { ageMs, dateStart } from './time.ts'

/**
 * A query as both back ends read it: what is a matter of tokens is spelled as tokens, what is a moment is a bound
 * on item ids, and what remains are facts of the item and its conversation. Every leaf is either true or false,
 * never unknown.
 */
export type Condition =
  | { op: 'and' | 'or'; of: Condition[] }
  | { op: 'not'; of: Condition }
  | { op: 'always'; value: boolean }
  | Words
  | Fact

/** A phrase in one column of the index. Words of the text are shown to the reader where they match. */
export interface Words extends Phrase {
  op: 'words'
  column: 'text' | 'meta'
}

export type Fact =
  | { op: 'person'; role: 'author' | 'parent'; handle: string }
  | { op: 'named'; what: 'account' | 'stream' | 'tag'; name: string }
  | { op: 'purpose'; purpose: string }
  | { op: 'is'; what: Exclude<IsValue, 'reply' | 'mention' | 'comment' | 'post' | 'article'> }
  | { op: 'has'; what: 'note' | 'draft' }
  | { op: 'thread' }
  | { op: 'conversation'; id: number }
  | { op: 'count'; field: 'followers' | 'likes'; sign: CountOp; n: number }
  /** Item ids below this one: said before a moment. */
  | { op: 'idBelow'; id: number }
  | { op: 'idFrom'; id: number }

const meta = (...tokens: string[]): Condition => ({ op: 'words', column: 'meta', tokens, prefix: false })
const always = (value: boolean): Condition => ({ op: 'always', value })

/** Spells a query out for the moment `nowMs`. */
export function lower(query: Query, nowMs: number): Condition {
  switch (query.type) {
    case 'all':
      return always(true)
    case 'and':
    case 'or':
      return { op: query.type, of: query.of.map((part) => lower(part, nowMs)) }
    case 'not':
      return { op: 'not', of: lower(query.of, nowMs) }
    case 'text':
      return words(phraseOf(query.text, query.prefix))
    case 'hashtag':
      return query.words ? hashtagWords(query.tag) : meta(metaToken.hashtag(query.tag))
    case 'handle':
      return any([
        { op: 'person', role: 'author', handle: query.handle },
        meta(metaToken.mention(query.handle)),
      ])
    case 'field':
      return field(query.field, query.value)
    case 'is':
      return is(query.what)
    case 'has':
      return has(query.what)
    case 'in':
      return query.what === 'thread' ? { op: 'thread' } : { op: 'conversation', id: query.what }
    case 'count':
      return { op: 'count', field: query.field, sign: query.op, n: query.n }
    case 'date':
      return moment(query.field === 'before', dateStart(query.date, nowMs) ?? 0)
    case 'age':
      return moment(query.field === 'older', nowMs - ageMs(query.n, query.unit))
  }
}

function words(phrase: Phrase): Condition {
  return phrase.tokens.length === 0 ? always(false) : { op: 'words', column: 'text', ...phrase }
}

function any(of: Condition[]): Condition {
  return { op: 'or', of }
}

function moment(isBefore: boolean, ms: number): Condition {
  const id = Math.max(0, Math.ceil(ms)) * 1024
  return isBefore ? { op: 'idBelow', id } : { op: 'idFrom', id }
}

function is(what: IsValue): Condition {
  switch (what) {
    case 'reply':
    case 'mention':
    case 'comment':
    case 'post':
    case 'article':
      return meta(metaToken.kind(what))
    default:
      return { op: 'is', what }
  }
}

function has(what: HasValue): Condition {
  return what === 'note' || what === 'draft' ? { op: 'has', what } : meta(metaToken.has(what))
}

function field(name: ValueField, value: string): Condition {
  switch (name) {
    case 'from':
      return value === 'me' ? { op: 'is', what: 'mine' } : { op: 'person', role: 'author', handle: value }
    case 'to':
      if (value === 'me') return { op: 'is', what: 'direct' }
      return any([meta(metaToken.mention(value)), { op: 'person', role: 'parent', handle: value }])
    case 'about':
      return any([
        meta(metaToken.mention(value)),
        words(phraseOf(value)),
        words(phraseOf(value.split('@')[0] ?? value)),
      ])
    case 'network':
      return meta(metaToken.network(value))
    case 'lang':
      return meta(metaToken.lang(value))
    case 'url': {
      const { tokens, prefix } = addressPhrase(value)
      return { op: 'words', column: 'meta', tokens: tokens.map(metaToken.addressWord), prefix }
    }
    case 'purpose':
      return { op: 'purpose', purpose: value }
    case 'account':
    case 'stream':
    case 'tag':
      return { op: 'named', what: name, name: value }
  }
}

/** #LateParcel: the hashtag, `lateparcel`, or `late parcel`. */
function hashtagWords(tag: string): Condition {
  const apart = tag.replaceAll('_', ' ').replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{L})(?=\p{N})/gu, ' ')
  return any([meta(metaToken.hashtag(tag)), words(phraseOf(tag)), words(phraseOf(apart))])
}
