import { json, type Answer, type TownRequest } from '../message.ts'
import type { Post } from '../world.ts'
import { didOf } from './bluesky-names.ts'
import { asked, badPage, missing, type Town } from './bluesky-xrpc.ts'

/**
 * The search in posts: words that must all be there, "phrases", and filters, as the network's search service reads
 * them (github.com/bluesky-social/indigo, search). Parameters of the call and of the query mean the same.
 */
export function searchPosts(town: Town, request: TownRequest): Answer {
  const q = request.params.get('q')
  if (q === undefined || q.trim() === '') return missing('q')
  const { limit, cursor } = asked(request, 25)
  const offset = cursor === undefined ? 0 : Number(cursor)
  if (limit === undefined || !Number.isInteger(offset)) return badPage
  const wanted = [...conditionsIn(q), ...conditionsOf(request)]
  const found = town.world.posts
    .filter((post) => wanted.every((condition) => holds(town, post, condition)))
    .sort((a, b) => b.arrivedMs - a.arrivedMs)
  const rows = found.slice(offset, offset + limit)
  return json({
    posts: rows.map((post) => town.records.view(post)),
    ...(rows.length === 0 ? {} : { cursor: String(offset + rows.length) }),
    hitsTotal: found.length,
  })
}

interface Condition {
  name: string
  value: string
}

const filters = ['from', 'to', 'mentions', 'domain', 'lang', 'since', 'until', 'tag', 'author']

function conditionsIn(q: string): Condition[] {
  return [...q.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word = '']): Condition => {
    if (phrase !== undefined) return { name: 'words', value: phrase }
    if (word.startsWith('#') && word.length > 1) return { name: 'tag', value: word.slice(1) }
    const [, name = '', value = ''] = /^([a-z]+):(.+)$/.exec(word) ?? []
    return filters.includes(name) ? { name, value: value.replace(/^@/, '') } : { name: 'words', value: word }
  })
}

function conditionsOf({ params }: TownRequest): Condition[] {
  return filters.flatMap((name) => {
    const value = params.get(name)
    return value === undefined ? [] : [{ name, value }]
  })
}

function holds(town: Town, post: Post, { name, value }: Condition): boolean {
  const { records, names, world } = town
  switch (name) {
    case 'tag':
      return post.tags.includes(value.toLowerCase())
    case 'from':
    case 'author':
      return names.personAt(value) === world.person(post.author)
    case 'to':
    case 'mentions': {
      const person = names.personAt(value)
      return person !== undefined && records.namedIn(post).includes(didOf(person))
    }
    case 'lang':
      return post.lang === value.split('-')[0]
    case 'domain':
      return linksOf(town, post).some((link) => new URL(link).hostname === value)
    case 'since':
      return post.createdMs >= Date.parse(value)
    case 'until':
      return post.createdMs < Date.parse(value)
    default:
      return hasWords(records.recordOf(post).text, value)
  }
}

function linksOf({ records }: Town, post: Post): string[] {
  const record = records.recordOf(post)
  const marked = (record.facets ?? []).flatMap(({ features }) => features.flatMap(({ uri }) => uri ?? []))
  const card = /"uri":"(https?:[^"]+)"/.exec(JSON.stringify(record['embed'] ?? {}))?.[1]
  return [...marked, ...(card === undefined ? [] : [card])]
}

/** Case and accents do not count; what stands between words does not either. */
function hasWords(text: string, words: string): boolean {
  const wanted = plain(words)
  if (wanted === '') return false
  const within = plain(text)
  // Scripts without spaces between words.
  if (/[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af\u0e00-\u0e7f]/.test(wanted)) return within.includes(wanted)
  return ` ${within} `.includes(` ${wanted} `)
}

function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}
