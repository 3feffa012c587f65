import type { Query } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'
import { translate, type Dialect, type Leaf, type Translated } from '#shared/domain/query/translate'
import { Failure } from '#shared/failure'

/**
 * Earshot's queries in the words of recent search and of stream rules (docs.x.com, build a query). X finds whole words
 * of the body, in any case. What it cannot say, or says in another sense, is filtered here.
 */

export const longestSearch = 512
export const longestRule = 1024

/** Languages that X tells apart (docs.x.com, lang operator). */
const languages = new Set(
  'am ar bg bn bo ca ckb cs da de dv el en es et eu fa fi fr gu hi ht hu hy in is it iw ja ka km kn ko lo lt lv ml mr my ne nl no or pa pl ps pt ro ru sd si sk sl sr sv ta te th tl tr ug uk ur vi zh'.split(
    ' ',
  ),
)

function dialect(maxLength: number): Dialect {
  return {
    leaf: said,
    or: (parts) => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' OR ')})`),
    not: (part) => `-${part}`,
    maxLength,
  }
}

/** A leaf in X's words. Only plain words of ASCII are told apart there exactly as here. */
function said(leaf: Leaf): { words: string; exact: boolean } | undefined {
  switch (leaf.type) {
    case 'text':
      // A beginning of a word cannot be asked for.
      return leaf.prefix ? undefined : textSaid(leaf.text)
    case 'hashtag':
      return leaf.words || !/^\w+$/.test(leaf.tag) ? undefined : { words: `#${leaf.tag}`, exact: true }
    case 'handle': {
      const name = nameOf(leaf.handle)
      return name === undefined ? undefined : { words: `(from:${name} OR @${name})`, exact: false }
    }
    case 'field':
      return fieldSaid(leaf.field, leaf.value)
    case 'has':
      if (leaf.what === 'link') return { words: 'has:links', exact: false }
      return leaf.what === 'media' ? { words: 'has:media', exact: false } : undefined
    default:
      return undefined
  }
}

function textSaid(text: string): { words: string; exact: boolean } {
  const plain = text.replaceAll('"', ' ').replaceAll(/\s+/g, ' ').trim()
  const isPlain = /^[a-z0-9]+(?: [a-z0-9]+)*$/i.test(plain)
  // Words that X would read as operators are words when quoted.
  const isOne = isPlain && !plain.includes(' ') && !/^(?:and|or|not)$/i.test(plain)
  return { words: isOne ? plain : `"${plain}"`, exact: isPlain }
}

function fieldSaid(field: Extract<Leaf, { type: 'field' }>['field'], value: string) {
  const name = nameOf(value)
  switch (field) {
    case 'from':
      return name === undefined ? undefined : { words: `from:${name}`, exact: true }
    case 'to':
      return name === undefined ? undefined : { words: `(@${name} OR to:${name})`, exact: false }
    case 'about':
      return name === undefined ? undefined : { words: `(@${name} OR ${name})`, exact: false }
    case 'lang': {
      const code = value.toLowerCase().split('-')[0] ?? ''
      const theirs = code === 'he' ? 'iw' : code === 'id' ? 'in' : code
      return languages.has(theirs) ? { words: `lang:${theirs}`, exact: value.length === 2 } : undefined
    }
    case 'url':
      return /^[\w./-]+$/.test(value) ? { words: `url:"${value}"`, exact: false } : undefined
    default:
      return undefined
  }
}

/** A name as X has them; undefined for `me` and for handles of other networks. */
function nameOf(handle: string): string | undefined {
  const name = handle.replace(/^@/, '')
  return /^\w{1,15}$/.test(name) && name.toLowerCase() !== 'me' ? name : undefined
}

/** What X is asked for a query. Pure. Nothing is asked that X refuses: something in it must be able to stand alone. */
export function translateForX(query: Query, maxLength = longestSearch): Translated {
  if (!standsAlone(query)) return { asked: [], here: [print(query)] }
  const translated = translate(query, dialect(maxLength))
  const mayAsk = translated.asked.every((words) => words.length <= maxLength && namesSomething(words))
  return mayAsk ? translated : { asked: [], here: [print(query)] }
}

/** What was cut to its length must still hold something that stands alone. */
function namesSomething(words: string): boolean {
  return words.replaceAll(/-(?:"[^"]*"|\S+)|\b(?:lang|has):\S+|\bOR\b|[()]/g, ' ').trim() !== ''
}

/** Whether every way to meet the query names a word, a tag, a person or an address. */
function standsAlone(query: Query): boolean {
  switch (query.type) {
    case 'and':
      return query.of.some(standsAlone)
    case 'or':
      return query.of.every(standsAlone)
    case 'text':
    case 'hashtag':
    case 'handle':
      return said(query) !== undefined
    case 'field':
      return query.field !== 'lang' && said(query) !== undefined
    default:
      return false
  }
}

/** The query of a stream. Throws bad-input with what to change. */
export function queryOf(text: string): Query {
  const { ast, errors } = parseQuery(text)
  if (ast === undefined) {
    const first = errors[0]
    throw new Failure(
      'bad-input',
      `${first?.message ?? 'This query cannot be read'}. ${first?.hint ?? ''}`.trim(),
    )
  }
  return ast
}
