import { toCidLink, fromDigest, CODEC_DCBOR } from '@atcute/cid'
import { z } from 'zod'
import { itemOf, refSpace } from '../../../networks/bluesky/parse.ts'
import { timeUs } from '../../../networks/bluesky/tid.ts'
import { readPost } from '../../../networks/bluesky/wire.ts'
import type { Found } from '../../types.ts'
import { lenient } from '../loose.ts'

/** A record of a repository as the AppView would show it, as far as the record itself tells. */

export const postCollection = 'app.bsky.feed.post'

export interface Owner {
  did: string
  profile: Profile | undefined
  /** Microseconds since 1970: nothing in the repository was written later. */
  writtenUs: bigint | undefined
}

const line = z.string().min(1).optional().catch(undefined)
/** What was uploaded, by its hash; in JSON a link is `{ $link }`. */
const blob = z.looseObject({ ref: z.looseObject({ $link: z.string().min(1) }) })
const uploaded = blob.optional().catch(undefined)

const profileRecord = z.looseObject({
  $type: z.literal('app.bsky.actor.profile'),
  displayName: line,
  description: line,
  avatar: uploaded,
})
export type Profile = z.infer<typeof profileRecord>

export function readProfile(record: unknown): Profile | undefined {
  return profileRecord.safeParse(asJson(record)).data
}

const shown = z.looseObject({
  images: lenient(z.looseObject({ image: blob, alt: line })),
  video: uploaded,
  alt: line,
})
const embedded = shown
  .extend({ media: shown.optional().catch(undefined) })
  .optional()
  .catch(undefined)

const postRecord = z.looseObject({ $type: z.literal(postCollection), embed: embedded })

/** The item of a post; why not, where it is none. `hash` is the record's, 32 characters. */
export function foundIn(record: unknown, rkey: string, hash: string, owner: Owner): Found | string {
  const json = asJson(record)
  const parsed = postRecord.safeParse(json)
  if (!parsed.success) return 'it is no post'
  const view = viewOf(parsed.data.embed, owner.did)
  const raw = {
    uri: `at://${owner.did}/${postCollection}/${rkey}`,
    cid: cidOf(hash),
    // Who somebody is called stands in no repository: handles are kept elsewhere.
    author: { did: owner.did, handle: owner.did, ...aboutOf(owner) },
    record: json,
    ...(view === undefined ? {} : { embed: view }),
    ...indexedAtOf(rkey, owner),
  }
  const post = readPost(raw)
  if (post === undefined) return 'it has no text, or a name that no post can have'
  const item = itemOf(post, { did: owner.did })
  return Number.isFinite(item.createdMs)
    ? { network: 'bluesky', refSpace, item }
    : 'it does not say when it was written'
}

/**
 * Records are named by the moment at which they were written, which is what the AppView would have noticed: a date
 * that its author claims is believed within the same bounds. Names may be chosen freely, so one from the future says nothing.
 */
function indexedAtOf(rkey: string, { writtenUs }: Owner): { indexedAt?: string } {
  const us = timeUs(rkey)
  if (us === undefined || (writtenUs !== undefined && us > writtenUs)) return {}
  return { indexedAt: new Date(Number(us / 1000n)).toISOString() }
}

function aboutOf({ did, profile }: Owner): object {
  if (profile === undefined) return {}
  const { displayName, description, avatar } = profile
  return {
    ...(displayName === undefined ? {} : { displayName }),
    ...(description === undefined ? {} : { description }),
    ...(avatar === undefined ? {} : { avatar: picture('avatar', did, avatar) }),
  }
}

type Embedded = z.infer<typeof embedded>

function viewOf(embed: Embedded, did: string): object | undefined {
  if (embed === undefined) return undefined
  const own = mediaView(embed, did)
  return embed.media === undefined ? own : { ...own, media: mediaView(embed.media, did) }
}

/** Where the AppView keeps what was uploaded; the addresses follow from the hashes. */
function mediaView({ images, video, alt }: z.infer<typeof shown>, did: string): object {
  return {
    images: images.map(({ image, alt }) => ({
      thumb: picture('feed_thumbnail', did, image),
      fullsize: picture('feed_fullsize', did, image),
      alt: alt ?? '',
    })),
    ...(video === undefined
      ? {}
      : { playlist: film(did, video, 'playlist.m3u8'), thumbnail: film(did, video, 'thumbnail.jpg'), alt }),
  }
}

function picture(size: string, did: string, { ref }: z.infer<typeof blob>): string {
  return `https://cdn.bsky.app/img/${size}/plain/${did}/${encodeURIComponent(ref.$link)}@jpeg`
}

function film(did: string, { ref }: z.infer<typeof blob>, file: string): string {
  return `https://video.bsky.app/watch/${encodeURIComponent(did)}/${encodeURIComponent(ref.$link)}/${file}`
}

function cidOf(hash: string): string {
  return toCidLink(fromDigest(CODEC_DCBOR, Buffer.from(hash, 'latin1'))).$link
}

/** Links and bytes as JSON writes them. Undefined where it is nested deeper than any server takes. */
function asJson(record: unknown): unknown {
  return isFlat(record, mostDepth) ? JSON.parse(JSON.stringify(record) ?? 'null') : undefined
}

const mostDepth = 64

function isFlat(value: unknown, left: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return left > 0 && Object.values(value).every((one) => isFlat(one, left - 1))
}
