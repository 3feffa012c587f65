import type { ItemKind } from './item.ts'
import type { StreamKind } from './network.ts'
import { quietUntil, type Quiet } from './quiet-hours.ts'
import type { NotifyLevel } from './stream.ts'

/*
 * What is told of things heard, and when. Pure.
 * 1. The loudest level of whatever heard an item counts: its streams, their rules, the user's own lanes.
 * 2. Muted, noise, folded, ours, deleted or old: never told. Old is what was said before its stream was added or more
 *    than a day ago, and everything of a first sync, a backfill or a fetched thread.
 * 3. An item is told once. What was decided is stored, so that a restart tells nothing again.
 * 4. One banner holds everything that is due. Between two of them lies `bannerGapMs`, so that there are three a minute
 *    at the most; what comes between waits and is told together.
 * 5. In quiet hours everything waits, and is one banner at their end. The badge goes on.
 * 6. Nothing is told while the user looks at the window.
 */

/** From quiet to loud. */
const loudness: Record<NotifyLevel, number> = { silent: 0, digest: 1, badge: 2, banner: 3 }

export function isAtLeast(level: NotifyLevel, least: NotifyLevel): boolean {
  return loudness[level] >= loudness[least]
}

/** The loudest of several levels; silent where there is none. */
export function loudest(levels: readonly NotifyLevel[]): NotifyLevel {
  return levels.reduce((found, level) => (isAtLeast(level, found) ? level : found), 'silent')
}

/** What a new stream is told by: who speaks to us rings, everything else is counted. */
export function firstLevel(kind: StreamKind): NotifyLevel {
  return kind === 'mentions' || kind === 'replies' ? 'banner' : 'badge'
}

/** At least so long between two banners: three a minute. */
export const bannerGapMs = 20_000
/** What was said longer ago is not told by a banner any more; the catch-up has it. */
export const oldMs = 24 * 3_600_000

/** An item as far as telling goes. */
export interface NoticeItem {
  id: number
  conversationId: number
  /** Who said it: the name, else the handle. */
  who: string
  /** The network by its label. */
  where: string
  kind: ItemKind
  /** Its title and text, or only the warning that covers it. */
  words: string
  /** The loudest of whatever heard it. */
  level: NotifyLevel
  mine: boolean
  /** Muted, noise, folded into another, or deleted. */
  filtered: boolean
  createdMs: number
  receivedMs: number
  /** When the oldest of its streams was added. */
  listenedSinceMs: number
}

export interface HeardFrom {
  via: 'poll' | 'live' | 'thread' | 'backfill' | 'sent' | 'recheck'
  /** The stream had never been heard before. */
  isFirst: boolean
}

/** The items of a page that are to be told by a banner, now or later. `decided` are those of which that was decided before. */
export function ringing(
  items: readonly NoticeItem[],
  from: HeardFrom,
  decided: ReadonlySet<number>,
  nowMs: number,
): NoticeItem[] {
  if (from.isFirst || (from.via !== 'poll' && from.via !== 'live')) return []
  return items.filter(
    (item) =>
      item.level === 'banner' &&
      !item.mine &&
      !item.filtered &&
      !decided.has(item.id) &&
      item.createdMs >= item.listenedSinceMs &&
      nowMs - item.createdMs <= oldMs,
  )
}

/** How things stand when something is to be told. */
export interface Moment {
  nowMs: number
  quiet: Quiet
  /** The window is in front. */
  watching: boolean
  lastBannerMs: number | undefined
}

/** What becomes of everything that is due: looked at already, told in one banner, or kept until `againMs`. */
export type Telling =
  { act: 'nothing' } | { act: 'seen' } | { act: 'tell' } | { act: 'hold'; againMs: number }

/** What to do with things to be told, of which there are `count`, new ones and those that were held. */
export function tellingOf(count: number, moment: Moment): Telling {
  if (count === 0) return { act: 'nothing' }
  if (moment.watching) return { act: 'seen' }
  const quietEnd = quietUntil(moment.nowMs, moment.quiet)
  if (quietEnd !== undefined) return { act: 'hold', againMs: quietEnd }
  // A clock that was put back must not keep banners away: a last banner in the future counts as none.
  const since = moment.lastBannerMs === undefined ? bannerGapMs : moment.nowMs - moment.lastBannerMs
  if (since >= 0 && since < bannerGapMs) return { act: 'hold', againMs: moment.nowMs + bannerGapMs - since }
  return { act: 'tell' }
}

/** What a banner may show to whoever looks at the screen. */
export type BannerShows = 'words' | 'names' | 'count'

export interface BannerWords {
  title: string
  body: string
  /** Absent where it tells of several. */
  conversationId?: number
  /** The one item it tells of, if it is one. */
  itemId?: number
  count: number
}

/** One banner for everything that is told together: one voice, several in one conversation, or several conversations. */
export function bannerOf(items: readonly NoticeItem[], shows: BannerShows): BannerWords {
  const newest = items.at(-1)
  const conversations = new Set(items.map((item) => item.conversationId))
  const count = items.length
  if (newest === undefined || conversations.size > 1) {
    const title = `${conversations.size} conversations`
    return { title, body: shows === 'count' ? `${count} new` : namesOf(items), count }
  }
  const one = { conversationId: newest.conversationId, count }
  if (shows === 'count') return { ...one, ...idOf(items), title: 'Earshot', body: `${count} new` }
  const title = `${namesOf(items)} · ${newest.where}`
  if (shows === 'names') return { ...one, ...idOf(items), title, body: actOf(items, newest.kind) }
  const words = oneLine(newest.words)
  const body = words === '' ? actOf(items, newest.kind) : count === 1 ? words : `${count} new: ${words}`
  return { ...one, ...idOf(items), title, body }
}

function idOf(items: readonly NoticeItem[]): { itemId?: number } {
  const [only] = items
  return only === undefined || items.length > 1 ? {} : { itemId: only.id }
}

const acts: Record<ItemKind, string> = {
  mention: 'spoke to you',
  reply: 'replied',
  comment: 'commented',
  post: 'posted',
  article: 'published an article',
}

function actOf(items: readonly NoticeItem[], kind: ItemKind): string {
  return items.length === 1 ? acts[kind] : `${items.length} new in one conversation`
}

const mostNames = 3
const mostOfName = 40

/** `Ana`, `Ana and Ben`, `Ana, Ben, Chloé and 4 others`: in the order in which they spoke. */
function namesOf(items: readonly NoticeItem[]): string {
  const names = [...new Set(items.map((item) => oneLine(item.who, mostOfName)))]
  if (names.length <= mostNames) {
    const last = names.at(-1) ?? ''
    return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`
  }
  const others = names.length - mostNames
  return `${names.slice(0, mostNames).join(', ')} and ${others} ${others === 1 ? 'other' : 'others'}`
}

const mostOfWords = 180

/** Without breaks, and short: a banner shows two lines. */
function oneLine(text: string, most = mostOfWords): string {
  const plain = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim()
  const characters = [...plain]
  return characters.length <= most ? plain : `${characters.slice(0, most).join('').trimEnd()}…`
}
