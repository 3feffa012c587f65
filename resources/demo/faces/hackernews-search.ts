import { json, type Answer, type Params } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import type { HackerItem } from './hackernews.ts'

/** The search of the service: words, tags and times, newest first, and never more than a thousand hits. */

const mostHits = 1000

export function searchAnswer(all: readonly HackerItem[], params: Params): Answer {
  const perPage = Number(params.get('hitsPerPage') ?? 20)
  const pageNumber = Number(params.get('page') ?? 0)
  if (perPage > mostHits || pageNumber * perPage >= mostHits) {
    return json({ message: `you can only fetch the ${mostHits} hits for this query.`, status: 400 }, 400)
  }
  const stories = new Map(all.filter((item) => item.type === 'story').map((item) => [item.id, item]))
  const found = all
    .filter(
      (item) => hasTags(item, params.get('tags') ?? '') && isInTime(item, params.get('numericFilters') ?? ''),
    )
    .filter((item) => hasWords(item, params))
    .toSorted((a, b) => b.createdS - a.createdS || b.id - a.id)
  const hits = found.slice(pageNumber * perPage, (pageNumber + 1) * perPage)
  return json({
    hits: hits.map((item) => hitOf(item, stories.get(item.storyId), all)),
    nbHits: found.length,
    page: pageNumber,
    nbPages: Math.ceil(Math.min(found.length, mostHits) / perPage),
    hitsPerPage: perPage,
    exhaustiveNbHits: true,
    processingTimeMS: 1,
    query: params.get('query') ?? '',
    params: 'advancedSyntax=true&analyticsTags=backend',
  })
}

function tagsOf(item: HackerItem): string[] {
  const kinds = [
    ...(item.title?.startsWith('Ask HN:') === true ? ['ask_hn'] : []),
    ...(item.title?.startsWith('Show HN:') === true ? ['show_hn'] : []),
  ]
  return [item.type, `author_${item.author}`, `story_${item.storyId}`, ...kinds]
}

/** `a,(b,c)`: a, and one of b and c. */
function hasTags(item: HackerItem, tags: string): boolean {
  const own = new Set(tagsOf(item))
  return [...tags.matchAll(/\(([^)]*)\)|([^,()]+)/g)].every(([, any, one]) =>
    any === undefined ? own.has(one ?? '') : any.split(',').some((tag) => own.has(tag)),
  )
}

function isInTime(item: HackerItem, filters: string): boolean {
  return [...filters.matchAll(/created_at_i(>=|<=|>|<|=)(\d+)/g)].every(([, sign, value]) => {
    const seconds = Number(value)
    if (sign === '>=') return item.createdS >= seconds
    if (sign === '<=') return item.createdS <= seconds
    if (sign === '>') return item.createdS > seconds
    if (sign === '<') return item.createdS < seconds
    return item.createdS === seconds
  })
}

const words = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []

/** All words must stand somewhere in the attributes asked for; the last one, or all, may only begin so. */
function hasWords(item: HackerItem, params: Params): boolean {
  const asked = words(params.get('query') ?? '')
  if (asked.length === 0) return true
  const attributes: Record<string, string | undefined> = {
    title: item.title,
    url: item.link,
    author: item.author,
    [item.type === 'story' ? 'story_text' : 'comment_text']: item.html?.replaceAll(/<[^>]*>/g, ' '),
  }
  const names = params.get('restrictSearchableAttributes')?.split(',') ?? Object.keys(attributes)
  const there = names.flatMap((name) => words(attributes[name] ?? ''))
  const type = params.get('queryType') ?? 'prefixLast'
  return asked.every((word, index) => {
    const isBeginning = type === 'prefixAll' || (type === 'prefixLast' && index === asked.length - 1)
    return there.some((one) => one === word || (isBeginning && one.startsWith(word)))
  })
}

function hitOf(item: HackerItem, story: HackerItem | undefined, all: readonly HackerItem[]): object {
  const isStory = item.type === 'story'
  const comments = all.filter((one) => one.storyId === item.id && one.type === 'comment').length
  return {
    created_at: new Date(item.createdS * 1000).toISOString().replace('.000Z', 'Z'),
    created_at_i: item.createdS,
    objectID: String(item.id),
    author: item.author,
    children: all.filter((one) => one.parentId === item.id).map((one) => one.id),
    story_id: item.storyId,
    _tags: tagsOf(item),
    ...(isStory
      ? {
          title: item.title,
          ...(item.link === undefined ? {} : { url: item.link }),
          ...(item.html === undefined ? {} : { story_text: item.html }),
          points: item.points ?? 1,
          num_comments: comments,
        }
      : {
          comment_text: item.html,
          parent_id: item.parentId,
          points: null,
          story_title: story?.title,
          story_url: story?.link ?? null,
        }),
    _highlightResult: {
      author: { value: escapeHtml(item.author), matchLevel: 'none', matchedWords: [] },
    },
  }
}
