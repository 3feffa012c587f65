import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml, piecesOf } from '../pieces.ts'
import { us, type Post, type World } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { searchAnswer } from './hackernews-search.ts'

/** A story or comment as the search service keeps it. */
export interface HackerItem {
  id: number
  author: string
  createdS: number
  type: 'story' | 'comment'
  title: string | undefined
  link: string | undefined
  /** HTML; undefined where there is no text. */
  html: string | undefined
  points: number | undefined
  parentId: number | undefined
  storyId: number
}

const folder = '/hn'
const firstId = 46_000_001

/** Hacker News as its search service tells it, and its item and reply pages, in a folder of the town. */
export function face(setting: FaceSetting): Face {
  const items = new HackerItems(setting.worldOf('hackernews'))
  return {
    name: 'hackernews',
    handle(request) {
      const path = request.url.pathname
      if (!path.startsWith(`${folder}/`) || request.method !== 'GET') return undefined
      const inside = path.slice(folder.length)
      if (inside === '/api/v1/search_by_date') return searchAnswer(items.all(), request.params)
      const asked = /^\/api\/v1\/items\/(\d+)$/.exec(inside)?.[1]
      if (asked !== undefined) return treeAnswer(items, Number(asked))
      const user = /^\/api\/v1\/users\/([\w-]+)$/.exec(inside)?.[1]
      if (user !== undefined) return userAnswer(items, user)
      return pageAnswer(items, inside, request)
    },
  }
}

/** Numbers that count up in the order of time, as posts of the world become known. */
export class HackerItems {
  private readonly world: World
  private readonly numbers = new Map<string, number>()

  constructor(world: World) {
    this.world = world
    for (const post of world.posts) this.number(post)
    world.listen((event) => {
      if (event.type === 'posted') this.number(event.post)
    })
  }

  private number(post: Post): number {
    const known = this.numbers.get(post.id)
    if (known !== undefined) return known
    const made = firstId + this.numbers.size
    this.numbers.set(post.id, made)
    return made
  }

  /** Oldest first. */
  all(): HackerItem[] {
    return this.world.posts.map((post) => this.item(post))
  }

  has(user: string): boolean {
    return this.world.people.has(user)
  }

  bioOf(user: string): string {
    return this.world.people.get(user)?.bio ?? ''
  }

  private item(post: Post): HackerItem {
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    const base = {
      id: this.number(post),
      author: post.author,
      createdS: Math.floor(post.createdMs / 1000),
      storyId: this.number(this.rootOf(post)),
    }
    if (parent !== undefined) {
      const text = post.text.replace(new RegExp(`^@${us}\\s+`), '')
      return {
        ...base,
        type: 'comment',
        title: undefined,
        link: undefined,
        html: commentHtml(text),
        points: undefined,
        parentId: this.number(parent),
      }
    }
    const [title = '', ...rest] = post.text.split('\n\n')
    const link = rest.find((part) => /^https?:\/\/\S+$/.test(part))
    const text = rest.filter((part) => part !== link).join('\n\n')
    return {
      ...base,
      type: 'story',
      title,
      link,
      html: text === '' ? undefined : commentHtml(text),
      points: post.likes,
      parentId: undefined,
    }
  }

  private rootOf(post: Post): Post {
    const parent = post.inReplyTo === undefined ? undefined : this.world.post(post.inReplyTo)
    return parent === undefined ? post : this.rootOf(parent)
  }
}

/** As Hacker News writes it: entities for quotes and slashes, `<p>` only between paragraphs, links that follow nothing. */
export function commentHtml(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) =>
      piecesOf(paragraph)
        .map((piece) => {
          const safe = escapeHtml(piece.text).replaceAll("'", '&#x27;').replaceAll('/', '&#x2F;')
          return piece.type === 'link' ? `<a href="${safe}" rel="nofollow">${safe}</a>` : safe
        })
        .join(''),
    )
    .join('<p>')
}

function treeAnswer(items: HackerItems, id: number): Answer {
  const all = items.all()
  const found = all.find((item) => item.id === id)
  if (found === undefined) return json({ status: 404, error: 'Not Found' }, 404)
  const children = Map.groupBy(all, (item) => item.parentId)
  const node = (item: HackerItem): object => ({
    id: item.id,
    created_at: new Date(item.createdS * 1000).toISOString(),
    created_at_i: item.createdS,
    type: item.type,
    author: item.author,
    title: item.title ?? null,
    url: item.link ?? null,
    text: item.html ?? null,
    points: item.points ?? null,
    parent_id: item.parentId ?? null,
    story_id: item.storyId,
    options: [],
    children: (children.get(item.id) ?? []).map(node),
  })
  return json(node(found))
}

function userAnswer(items: HackerItems, user: string): Answer {
  if (!items.has(user)) return json({ status: 404, error: 'Not Found' }, 404)
  return json({ username: user, about: items.bioOf(user), karma: 100 })
}

function pageAnswer(items: HackerItems, inside: string, request: TownRequest): Answer | undefined {
  const id = Number(request.params.get('id'))
  const item = items.all().find((one) => one.id === id)
  if (item === undefined || !['/item', '/reply'].includes(inside)) return undefined
  const title = escapeHtml(item.title ?? `Comment by ${item.author}`)
  const form = inside === '/reply' ? '<form><textarea name="text" rows="8" cols="80"></textarea></form>' : ''
  return html(page(title, `<h1>${title}</h1><p>${item.html ?? ''}</p>${form}`))
}
