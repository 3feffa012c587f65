import { piecesOf } from '../pieces.ts'
import type { Post, World } from '../world.ts'
import { linksIn } from './x-links.ts'
import { rootOf } from './x-posts.ts'

/** The query language of recent search and of stream rules (docs.x.com, build a query), as far as the town needs it. */

export type XQuery = (world: World, post: Post) => boolean

/** Operators that X takes only beside one that stands alone. */
const companions = /^(?:is|has|lang):/

/** Reads a query; answers what is wrong with it in X's words. */
export function readQuery(text: string, longest: number): XQuery | string {
  if (text.trim() === '') return 'Rules must contain at least one operator.'
  if (text.length > longest) return `Rule length must not exceed ${String(longest)} characters.`
  const tokens = tokensOf(text)
  if (tokens === undefined) return 'There is an unclosed quotation mark or bracket in your rule.'
  if (tokens.every((token) => companions.test(token.replace(/^-/, '')) || /^(?:\(|\)|OR|-\()$/.test(token)))
    return 'Rules must contain a non-stopword standalone operator.'
  const reader = new Reader(tokens)
  const query = reader.anyOf()
  return reader.isOver && query !== undefined ? query : 'no viable alternative at input.'
}

function tokensOf(text: string): string[] | undefined {
  const tokens = text.match(/-?\(|\)|-?(?:[a-z_]+:)?"[^"]*"|[^\s()"]+/gi) ?? []
  if ((text.match(/"/g) ?? []).length % 2 !== 0) return undefined
  const open = tokens.filter((token) => token.endsWith('(')).length
  return open === tokens.filter((token) => token === ')').length ? tokens : undefined
}

class Reader {
  private readonly tokens: readonly string[]
  private at = 0

  constructor(tokens: readonly string[]) {
    this.tokens = tokens
  }

  get isOver(): boolean {
    return this.at >= this.tokens.length
  }

  /** `a b OR c` is `(a b) OR c`. */
  anyOf(): XQuery | undefined {
    const parts: XQuery[] = []
    for (;;) {
      const part = this.allOf()
      if (part === undefined) return undefined
      parts.push(part)
      if (this.tokens[this.at] !== 'OR') break
      this.at += 1
    }
    return (world, post) => parts.some((part) => part(world, post))
  }

  private allOf(): XQuery | undefined {
    const parts: XQuery[] = []
    for (
      let token = this.tokens[this.at];
      token !== undefined && token !== 'OR' && token !== ')';
      token = this.tokens[this.at]
    ) {
      const part = this.one(token)
      if (part === undefined) return undefined
      parts.push(part)
    }
    return parts.length === 0 ? undefined : (world, post) => parts.every((part) => part(world, post))
  }

  private one(token: string): XQuery | undefined {
    this.at += 1
    const isNot = token.startsWith('-')
    const plain = isNot ? token.slice(1) : token
    let query: XQuery | undefined
    if (plain === '(') {
      query = this.anyOf()
      if (this.tokens[this.at] !== ')') return undefined
      this.at += 1
    } else query = operator(plain)
    if (query === undefined) return undefined
    const read = query
    return isNot ? (world, post) => !read(world, post) : read
  }
}

function operator(token: string): XQuery | undefined {
  const [, name = '', rest = ''] = /^([a-z_]+):(.*)$/i.exec(token) ?? []
  const value = rest.replaceAll('"', '').toLowerCase()
  switch (name) {
    case '':
      return word(token)
    case 'from':
      return (_world, post) => post.author === value
    case 'to':
      return (world, post) => post.inReplyTo !== undefined && world.post(post.inReplyTo)?.author === value
    case 'lang':
      return (_world, post) => post.lang === value
    case 'url':
      return (_world, post) =>
        linksIn(post.text).some(({ expanded }) => tokensIn(expanded).includes(tokensIn(value)))
    case 'conversation_id':
      return (world, post) => rootOf(world, post).id === value
    case 'is':
      return is(value)
    case 'has':
      return has(value)
    default:
      return undefined
  }
}

function is(value: string): XQuery | undefined {
  if (value === 'reply') return (_world, post) => post.inReplyTo !== undefined
  return value === 'retweet' || value === 'quote' ? () => false : undefined
}

function has(value: string): XQuery | undefined {
  switch (value) {
    case 'links':
      return (_world, post) => linksIn(post.text).length > 0 || post.pictures.length > 0
    case 'media':
    case 'images':
      return (_world, post) => post.pictures.length > 0
    case 'hashtags':
      return (_world, post) => post.tags.length > 0
    case 'mentions':
      return (_world, post) => post.mentions.length > 0
    default:
      return undefined
  }
}

function word(token: string): XQuery | undefined {
  const plain = token.replaceAll('"', '').toLowerCase()
  if (plain.startsWith('#')) return (_world, post) => post.tags.includes(plain.slice(1))
  if (plain.startsWith('@')) return (_world, post) => post.mentions.includes(plain.slice(1))
  // Signs and emoji are found as they stand.
  if (!/[\p{L}\p{N}]/u.test(plain))
    return plain === '' ? undefined : (_world, post) => post.text.includes(plain)
  const wanted = tokensIn(plain)
  return wanted === '  ' ? undefined : (_world, post) => tokensIn(bodyOf(post.text)).includes(wanted)
}

/** Words of the body: names and addresses are no words there. */
function bodyOf(text: string): string {
  return piecesOf(text)
    .map((piece) => (piece.type === 'mention' || piece.type === 'link' ? ' ' : piece.text))
    .join('')
}

/** The words of a text with a space around each, so that words in a row are found as a text in a text. */
function tokensIn(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}_]+/u)
    .filter((one) => one !== '')
    .join(' ')} `
}
