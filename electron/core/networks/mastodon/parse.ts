import type { Media } from '#shared/domain/item'
import type { Span } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import { parseJson } from '../http.ts'
import type { FetchedAuthor, FetchedItem, Json, Recorded } from '../types.ts'
import {
  readNotifications,
  readStatus,
  readStatuses,
  wireContext,
  wireSearch,
  type ReadStatus,
  type WireAccount,
  type WireStatus,
} from './wire.ts'

/** Who reads, and from where: decides what speaks to us and how people without a host are called. */
export interface Viewer {
  /** `https://town.example` */
  origin: string
  /** The host in handles of this server's own people; not always that of its address. */
  domain: string
  me?: { id: string; acct: string; url: string | undefined } | undefined
}

export function refSpaceOf(origin: string): string {
  return `mastodon:${origin}`
}

/** `name@host` in lower case, completed where the server leaves its own host out. */
export function fullAcct(acct: string, domain: string): string {
  const bare = acct.replace(/^@/, '')
  return (bare.includes('@') ? bare : `${bare}@${domain}`).toLowerCase()
}

/** An item of a status. `named` is set where the server itself said that it names us: by a notification. */
export function itemOf({ status, raw }: ReadStatus, viewer: Viewer, named = false): FetchedItem {
  const { text, spans } = textOf(status, viewer)
  const mine = isMe(status.account, viewer)
  const repliesToUs = viewer.me !== undefined && status.in_reply_to_account_id === viewer.me.id
  const namesUs = named || mentionsUs(status, spans, viewer)
  return {
    remoteId: status.uri ?? status.url ?? `${viewer.origin}#${status.id}`,
    ref: status.id,
    parentRef: status.in_reply_to_id,
    kind: mine ? 'post' : repliesToUs ? 'reply' : namesUs ? 'mention' : 'post',
    author: authorOf(status.account, viewer),
    mine,
    direct: !mine && (repliesToUs || namesUs),
    createdMs: status.created_at,
    editedMs: status.edited_at,
    text,
    spans,
    warning: plainLine(status.spoiler_text),
    lang: status.language,
    visibility: status.visibility ?? 'public',
    url: webAddress(status.url) ?? webAddress(status.uri),
    media: status.media_attachments.flatMap(mediaOf),
    poll: status.poll !== undefined,
    metrics: {
      likes: status.favourites_count,
      reposts: status.reblogs_count,
      replies: status.replies_count,
    },
    // Said only to those who are signed in.
    standing: status.favourited === undefined ? undefined : { liked: status.favourited },
    // It came out of JSON.parse, so it is JSON.
    raw: raw as Json,
  }
}

/** Items of one answer, each once: some servers tell of the same status twice. */
export function itemsOf(statuses: readonly ReadStatus[], viewer: Viewer): FetchedItem[] {
  return once(statuses.map((status) => itemOf(status, viewer)))
}

export function once(items: readonly FetchedItem[]): FetchedItem[] {
  const byId = new Map<string, FetchedItem>()
  for (const item of items) {
    const before = byId.get(item.remoteId)
    if (before === undefined || (item.direct && !before.direct)) byId.set(item.remoteId, item)
  }
  return [...byId.values()]
}

export function authorOf(account: WireAccount, viewer: Viewer): FetchedAuthor {
  const name = plainLine(account.display_name) ?? account.username
  return {
    // The profile's address is what all servers agree on; ids are their own.
    remoteId: account.url ?? account.uri ?? fullAcct(account.acct, viewer.domain),
    handle: `@${fullAcct(account.acct, viewer.domain)}`,
    name: name === '' ? account.acct : name,
    url: webAddress(account.url),
    avatarUrl: webAddress(account.avatar),
    bio: account.note === '' ? undefined : htmlToText(account.note, viewer.origin).text.slice(0, 2000),
    followers: account.followers_count,
    isBot: account.bot === true,
  }
}

export function isMe(account: WireAccount, { me, domain }: Viewer): boolean {
  if (me === undefined) return false
  return account.id === me.id || fullAcct(account.acct, domain) === me.acct || isSame(account.url, me.url)
}

function mentionsUs(status: WireStatus, spans: readonly Span[], { me, domain }: Viewer): boolean {
  if (me === undefined) return false
  // A few servers leave us out of `mentions`, or call everybody 0: the text still links to us.
  return (
    status.mentions.some(
      ({ id, acct, url }) => id === me.id || fullAcct(acct, domain) === me.acct || isSame(url, me.url),
    ) || spans.some(({ type, href }) => type === 'mention' && isSame(href, me.url))
  )
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && a === b
}

function textOf(status: WireStatus, viewer: Viewer): { text: string; spans: Span[] } {
  const { text, spans } = htmlToText(status.content, status.url ?? viewer.origin)
  const handles = new Map(
    status.mentions.flatMap(({ url, acct }) =>
      url === undefined ? [] : [[url, fullAcct(acct, viewer.domain)] as const],
    ),
  )
  const named = spans.map((span) =>
    span.type === 'mention' && span.href !== undefined && handles.has(span.href)
      ? { ...span, value: handles.get(span.href) }
      : span,
  )
  const options = (status.poll?.options ?? []).map(({ title }) => `○ ${title.replace(/\s+/g, ' ').trim()}`)
  return {
    text: [text, ...(options.length === 0 ? [] : [options.join('\n')])]
      .filter((part) => part !== '')
      .join('\n\n'),
    spans: withEmojis(text, named, status),
  }
}

/** Adds a span for each `:shortcode:` that the server has a picture for, where no other span lies. */
function withEmojis(text: string, spans: readonly Span[], status: WireStatus): Span[] {
  const pictures = new Map(status.emojis.map(({ shortcode, url }) => [shortcode, webAddress(url)]))
  if (pictures.size === 0) return [...spans]
  const found: Span[] = []
  let next = 0
  for (const match of text.matchAll(/:(\w+):/g)) {
    const value = match[1] ?? ''
    const [start, end] = [match.index, match.index + match[0].length]
    while ((spans[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next += 1
    const isFree = (spans[next]?.start ?? Number.POSITIVE_INFINITY) >= end
    if (isFree && pictures.has(value))
      found.push({ start, end, type: 'emoji', value, href: pictures.get(value) })
  }
  return [...spans, ...found].sort((a, b) => a.start - b.start)
}

function mediaOf(media: WireStatus['media_attachments'][number]): Media[] {
  const url = webAddress(media.url) ?? webAddress(media.remote_url)
  if (url === undefined) return []
  const kinds: Record<string, Media['kind']> = {
    image: 'image',
    gifv: 'video',
    video: 'video',
    audio: 'audio',
  }
  const kind = Object.hasOwn(kinds, media.type) ? kinds[media.type] : undefined
  const alt = media.description.trim()
  return [
    {
      kind: kind ?? 'file',
      url,
      previewUrl: webAddress(media.preview_url),
      alt: alt === '' ? undefined : alt,
    },
  ]
}

/** The address if it is one of the web; servers sometimes send a path or nothing. */
function webAddress(value: string | undefined): string | undefined {
  return value !== undefined && /^https?:\/\//.test(value) && URL.canParse(value) ? value : undefined
}

function plainLine(value: string): string | undefined {
  const line = value
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return line === '' ? undefined : line
}

/**
 * Items of a recorded answer: a timeline, notifications, a search, a context or a single status. Nobody is signed in,
 * so nothing is ours; mentions of notifications are direct all the same.
 */
export function parseRecorded(recorded: Recorded): FetchedItem[] {
  const { origin, host } = new URL(recorded.url)
  const viewer: Viewer = { origin, domain: host }
  const data = parseJson({ ...recorded, status: 200 })
  const context = wireContext.safeParse(data)
  if (context.success) {
    return itemsOf(
      [context.data.ancestors, context.data.descendants].flatMap((list) => readStatuses(list, host).entries),
      viewer,
    )
  }
  const single = readStatus(data)
  if (single !== undefined) return itemsOf([single], viewer)
  if (Array.isArray(data)) {
    // Notifications and statuses both have an id; only notifications have a type beside it.
    return data.some((entry: unknown) => isTyped(entry))
      ? notificationItems(data, host, viewer)
      : itemsOf(readStatuses(data, host).entries, viewer)
  }
  const search = wireSearch.safeParse(data)
  if (search.success && Array.isArray(search.data.statuses))
    return itemsOf(readStatuses(search.data.statuses, host).entries, viewer)
  throw new Failure('bad-response', `${host} answered with something that holds no posts.`)
}

function isTyped(entry: unknown): boolean {
  return typeof entry === 'object' && entry !== null && 'type' in entry && typeof entry.type === 'string'
}

/** Notifications that speak to us; the others (favourites, follows, boosts) say nothing. */
const speakingTypes = new Set(['mention', 'quote'])

export function notificationItems(data: unknown, host: string, viewer: Viewer): FetchedItem[] {
  return itemsFromNotifications(readNotifications(data, host).entries, viewer)
}

export function itemsFromNotifications(
  entries: readonly { type: string; status: ReadStatus | undefined }[],
  viewer: Viewer,
): FetchedItem[] {
  return once(
    entries.flatMap(({ type, status }) =>
      status !== undefined && speakingTypes.has(type) ? [itemOf(status, viewer, true)] : [],
    ),
  )
}
