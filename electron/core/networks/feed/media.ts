import type { Media } from '#shared/domain/item'
import { resolveLink } from './links.ts'
import type { RawMedia } from './raw-feed.ts'

const extensions: Readonly<Record<string, Media['kind']>> = {
  jpg: 'image', jpeg: 'image', png: 'image', gif: 'image', webp: 'image', avif: 'image', svg: 'image', bmp: 'image', heic: 'image',
  mp4: 'video', m4v: 'video', webm: 'video', mov: 'video', mkv: 'video', avi: 'video', ogv: 'video', mpg: 'video', mpeg: 'video', m3u8: 'video',
  mp3: 'audio', m4a: 'audio', ogg: 'audio', oga: 'audio', opus: 'audio', wav: 'audio', flac: 'audio', aac: 'audio', m4b: 'audio',
} // prettier-ignore

/** What a medium is: by its MIME type, else by what Media RSS calls it, else by its name. */
export function mediaKind(media: RawMedia, url: string): Media['kind'] {
  const type = (media.type ?? '').trim().toLowerCase()
  const main = /^(image|video|audio)\//.exec(type)?.[1]
  if (main === 'image' || main === 'video' || main === 'audio') return main
  // YouTube still calls its films by the player of old.
  if (
    type === 'application/x-shockwave-flash' ||
    type === 'application/x-mpegurl' ||
    type === 'application/vnd.apple.mpegurl'
  )
    return 'video'
  if (type === 'application/ogg') return 'audio'
  const medium = media.medium?.trim().toLowerCase()
  if (medium === 'image' || medium === 'video' || medium === 'audio') return medium
  if (media.from === 'thumbnail' || media.from === 'image') return 'image'
  if (type !== '' && type !== 'application/octet-stream' && !type.startsWith('text/html')) return 'file'
  const extension = /\.([a-z0-9]{2,5})$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''
  return Object.hasOwn(extensions, extension) ? (extensions[extension] ?? 'file') : 'file'
}

/** Wider pictures illustrate; these are faces and icons. */
const iconPixels = 64

/** True for a picture so small that it shows who speaks, not what is said (GitHub's feeds). */
export function isIcon(media: RawMedia): boolean {
  return (
    media.from === 'thumbnail' &&
    media.width !== undefined &&
    media.height !== undefined &&
    media.width <= iconPixels &&
    media.height <= iconPixels
  )
}

/** Media with absolute addresses, each once, in the feed's order. */
export function toMedia(raw: RawMedia[], base: string | undefined): Media[] {
  const byUrl = new Map<string, Media>()
  for (const one of largest(raw, base)) {
    const url = resolveLink(one.url, base)
    if (url === undefined || isIcon(one)) continue
    const previewUrl = resolveLink(one.preview, base)
    const known = byUrl.get(url)
    if (known !== undefined) {
      known.previewUrl ??= previewUrl
      known.alt ??= one.alt
      continue
    }
    byUrl.set(url, {
      kind: mediaKind(one, url),
      url,
      ...(previewUrl === undefined ? {} : { previewUrl }),
      ...(one.alt === undefined ? {} : { alt: one.alt }),
    })
  }
  return dropPreviews([...byUrl.values()])
}

/** Of one picture in several widths (newspapers), the widest. */
function largest(raw: RawMedia[], base: string | undefined): RawMedia[] {
  const widest = new Map<string, RawMedia>()
  const keyOf = (one: RawMedia): string | undefined => {
    const url = resolveLink(one.url, base)
    if (one.from === 'enclosure' || one.width === undefined || url === undefined) return undefined
    return mediaKind(one, url) === 'image' ? new URL(url).origin + new URL(url).pathname : undefined
  }
  const isWider = (one: RawMedia, other: RawMedia | undefined): boolean =>
    (one.width ?? 0) > (other?.width ?? 0)
  const keyed = raw.map((one) => ({ one, key: keyOf(one) }))
  for (const { one, key } of keyed)
    if (key !== undefined && isWider(one, widest.get(key))) widest.set(key, one)
  return keyed.filter(({ one, key }) => key === undefined || widest.get(key) === one).map(({ one }) => one)
}

/** A picture that is another one's preview is not shown twice. */
function dropPreviews(media: Media[]): Media[] {
  const previews = new Set(media.flatMap((one) => (one.previewUrl === undefined ? [] : [one.previewUrl])))
  return media.filter((one) => one.kind !== 'image' || !previews.has(one.url))
}
