import { Failure } from '#shared/failure'

/** The ids of YouTube, what people type for them, and the addresses they stand at. Pure. */

const channelId = /^UC[\w-]{22}$/
const videoId = /^[\w-]{11}$/
/** Handles have letters of any script, digits, and the signs in between. */
const handle = /^@[\p{L}\p{M}\p{N}._·-]{2,60}$/u

export type Target = { video: string } | { channel: string } | { handle: string }

/** A channel or video as typed: an id, a handle, or an address that holds one. Throws bad-input. */
export function readTarget(typed: string): Target {
  const text = typed.trim()
  const found = plainTarget(text) ?? addressTarget(text)
  if (found !== undefined) return found
  throw new Failure(
    'bad-input',
    'This names no channel and no video. Write a handle with its @, or the address of a channel or a video.',
  )
}

/** As readTarget, for channels alone. */
export function readChannel(typed: string): { channel: string } | { handle: string } {
  const found = readTarget(typed)
  if (!('video' in found)) return found
  throw new Failure('bad-input', 'This is a video. Write the handle or the address of its channel.')
}

function plainTarget(text: string): Target | undefined {
  if (channelId.test(text)) return { channel: text }
  if (handle.test(text)) return { handle: text }
  return videoId.test(text) ? { video: text } : undefined
}

function addressTarget(text: string): Target | undefined {
  const address = /^https?:\/\//i.test(text) ? text : `https://${text}`
  const url = URL.canParse(address) ? new URL(address) : undefined
  const host = url?.hostname.replace(/^(?:www|m|music|studio)\./, '')
  if (url === undefined || (host !== 'youtube.com' && host !== 'youtu.be')) return undefined
  const [first = '', second = ''] = url.pathname.slice(1).split('/')
  const video =
    host === 'youtu.be'
      ? first
      : first === 'watch'
        ? url.searchParams.get('v')
        : /^(?:shorts|live|embed|v|video)$/.test(first)
          ? second
          : undefined
  if (video !== undefined) return video !== null && videoId.test(video) ? { video } : undefined
  if (first === 'channel' && channelId.test(second)) return { channel: second }
  const name = safeDecode(first)
  return handle.test(name) ? { handle: name } : undefined
}

function safeDecode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    // A lone percent sign: no handle has one.
    return ''
  }
}

/** How a target is written down in a stream's configuration, and shown. */
export function targetName(target: Target): string {
  return 'video' in target ? target.video : 'channel' in target ? target.channel : target.handle
}

/**
 * Where a comment stands. `comments.list` does not say which video a comment belongs to, so that its ref does:
 * `VIDEO/COMMENT`, with `-` for comments below posts of a channel. A video's ref is its id alone.
 */
export interface Ref {
  video: string | undefined
  comment: string | undefined
}

export function refOf({ video, comment }: Ref): string {
  return comment === undefined ? (video ?? '') : `${video ?? '-'}/${comment}`
}

export function readRef(ref: string): Ref {
  const [video = '', comment] = ref.split('/')
  return { video: video === '-' || video === '' ? undefined : video, comment }
}

/** A reply's id begins with that of the comment at the top of its thread: `TOP.REPLY`. */
export function topOf(comment: string): string {
  return comment.replace(/\..*$/, '')
}

export function videoAddress(video: string): string {
  return `https://www.youtube.com/watch?v=${encodeURIComponent(video)}`
}

/** The page on which a comment is shown first; undefined where it cannot be told. */
export function commentAddress(
  { video, comment = '' }: Ref,
  channel: string | undefined,
): string | undefined {
  const marked = encodeURIComponent(comment)
  if (video !== undefined) return `${videoAddress(video)}&lc=${marked}`
  return channel === undefined
    ? undefined
    : `https://www.youtube.com/channel/${encodeURIComponent(channel)}/community?lc=${marked}`
}
