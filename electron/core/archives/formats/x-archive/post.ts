import { z } from 'zod'
import { lenient } from '../loose.ts'
import { placesOf } from './places.ts'

/**
 * A post as archives of X hold it: the shape of the old API (v1.1), with every number as a text. It is brought into the
 * shape that the API gives today, and read from there as the network reads what it hears.
 */

const id = z.string().regex(/^\d{1,19}$/)
/** Who is gone is `-1`. */
const idIfAny = id.optional().catch(undefined)
const text = z.string().min(1).optional().catch(undefined)
const count = z.coerce.number().int().nonnegative().optional().catch(undefined)
const place = z.coerce.number().int().nonnegative()
/** Where an entity stands; texts are searched for it where this is wrong or missing. */
const indices = z.tuple([place, place]).catch([0, 0])

const medium = z.looseObject({
  id_str: id,
  type: z.string().catch('photo'),
  url: text,
  media_url_https: text,
  expanded_url: text,
  display_url: text,
  ext_alt_text: text,
  indices,
  video_info: z
    .looseObject({
      variants: lenient(z.looseObject({ url: z.string(), content_type: text, bitrate: count })),
    })
    .optional()
    .catch(undefined),
})

const entities = z
  .looseObject({
    user_mentions: lenient(z.looseObject({ screen_name: z.string().min(1), id_str: idIfAny, indices })),
    hashtags: lenient(z.looseObject({ text: z.string().min(1), indices })),
    urls: lenient(z.looseObject({ url: z.string().min(1), expanded_url: text, display_url: text, indices })),
    media: lenient(medium),
  })
  .catch({ user_mentions: [], hashtags: [], urls: [], media: [] })

const editIds = lenient(id)
const initial = z.looseObject({ editTweetIds: editIds }).optional().catch(undefined)

/** `Wed Oct 10 20:19:24 +0000 2018` */
const moment = z
  .string()
  .regex(/^[A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2} \d\d:\d\d:\d\d [+-]\d{4} \d{4}$/)
  .transform((value) => Date.parse(value))
  .refine(Number.isFinite)

export const archivedPost = z.looseObject({
  id_str: id,
  created_at: moment,
  full_text: z.string(),
  in_reply_to_status_id_str: idIfAny,
  in_reply_to_user_id_str: idIfAny,
  favorite_count: count,
  retweet_count: count,
  lang: text,
  entities: entities.default({ user_mentions: [], hashtags: [], urls: [], media: [] }),
  extended_entities: z
    .looseObject({ media: lenient(medium) })
    .optional()
    .catch(undefined),
  edit_info: z
    .looseObject({
      initial,
      edit: z
        .looseObject({ initialTweetId: idIfAny, editControlInitial: initial })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
})
export type ArchivedPost = z.infer<typeof archivedPost>

/** Words of somebody else, handed on: they are cut off, and nobody here said them. */
export function isRepost({ full_text: words }: ArchivedPost): boolean {
  return /^RT @\w{1,30}: /.test(words)
}

/** A wording that was replaced by a later one, which the archive holds as a post of its own. */
export function isReplaced(post: ArchivedPost): boolean {
  const own = BigInt(post.id_str)
  return versionsOf(post).some((version) => BigInt(version) > own)
}

/** The long words of a post, in the shape of the API. */
export interface LongText {
  text: string
  entities: unknown
}

type Medium = z.infer<typeof medium>

/** A post and its pictures as the API would give them. */
export function asGivenByApi(
  post: ArchivedPost,
  authorId: string,
  long: LongText | undefined,
): { post: unknown; media: unknown[] } {
  const media = mediaOf(post)
  const versions = versionsOf(post)
  const parent = post.in_reply_to_status_id_str
  return {
    post: {
      id: post.id_str,
      text: post.full_text,
      author_id: authorId,
      created_at: new Date(post.created_at).toISOString(),
      // Only who begins a conversation knows its name; the others find it by what they answer.
      ...(parent === undefined
        ? { conversation_id: versions[0] ?? post.id_str }
        : { referenced_tweets: [{ type: 'replied_to', id: parent }] }),
      ...(post.in_reply_to_user_id_str === undefined
        ? {}
        : { in_reply_to_user_id: post.in_reply_to_user_id_str }),
      ...(versions.length === 0 ? {} : { edit_history_tweet_ids: versions }),
      ...(post.lang === undefined ? {} : { lang: post.lang }),
      entities: entitiesOf(post, media),
      ...(media.length === 0 ? {} : { attachments: { media_keys: media.map(keyOf) } }),
      public_metrics: { like_count: post.favorite_count, retweet_count: post.retweet_count },
      ...(long === undefined ? {} : { note_tweet: long }),
    },
    media: media.map(asApiMedium),
  }
}

/** Ids of all versions of an edited post, the first one first. */
function versionsOf({ edit_info: edits, id_str: own }: ArchivedPost): string[] {
  const told = edits?.initial?.editTweetIds ?? edits?.edit?.editControlInitial?.editTweetIds ?? []
  if (told.length > 0) return told
  const first = edits?.edit?.initialTweetId
  return first === undefined ? [] : [first, own]
}

/** All pictures are in the extended entities; the plain ones hold the first only. */
function mediaOf({ entities: plain, extended_entities: extended }: ArchivedPost): Medium[] {
  const media = extended?.media ?? []
  return media.length > 0 ? media : plain.media
}

function keyOf(medium: Medium): string {
  return `${medium.type === 'photo' ? 3 : medium.type === 'animated_gif' ? 16 : 7}_${medium.id_str}`
}

/** The entities at the places where they really stand; what stands nowhere is left out. */
function entitiesOf({ full_text: words, entities: given }: ArchivedPost, media: readonly Medium[]): unknown {
  // Several pictures share one address in the text.
  const pictures = new Map(media.flatMap((one) => (one.url === undefined ? [] : [[one.url, one] as const])))
  return {
    mentions: placed(words, given.user_mentions, ({ screen_name: name }) => `@${name}`).map(
      ({ one, start, end }) => ({
        start,
        end,
        username: one.screen_name,
        ...(one.id_str === undefined ? {} : { id: one.id_str }),
      }),
    ),
    hashtags: placed(words, given.hashtags, ({ text: tag }) => `#${tag}`).map(({ one, start, end }) => ({
      start,
      end,
      tag: one.text,
    })),
    urls: [
      ...placed(words, given.urls, ({ url }) => url).map(({ one, start, end }) => ({
        start,
        end,
        ...shown(one),
      })),
      ...placed(words, [...pictures.values()], ({ url }) => url ?? '').map(({ one, start, end }) => ({
        start,
        end,
        ...shown(one),
        media_key: keyOf(one),
      })),
    ],
  }
}

/** More than any post has: each is looked for in the whole text. */
const mostEntities = 500

function placed<T extends { indices: [number, number] }>(
  words: string,
  given: readonly T[],
  written: (entity: T) => string,
): { one: T; start: number; end: number }[] {
  const entities = given.slice(0, mostEntities)
  const places = placesOf(
    words,
    entities.map((one) => ({ written: written(one), said: one.indices[0] })),
  )
  return entities.flatMap((one, n) => {
    const start = places[n]
    return start === undefined ? [] : [{ one, start, end: start + Array.from(written(one)).length }]
  })
}

function shown({
  url,
  expanded_url,
  display_url,
}: Pick<Medium, 'url' | 'expanded_url' | 'display_url'>): object {
  return { url, expanded_url, display_url }
}

function asApiMedium(medium: Medium): unknown {
  const isPhoto = medium.type === 'photo'
  return {
    media_key: keyOf(medium),
    type: medium.type,
    ...(isPhoto ? { url: medium.media_url_https } : { preview_image_url: medium.media_url_https }),
    alt_text: medium.ext_alt_text,
    variants: (medium.video_info?.variants ?? []).map(({ url, content_type, bitrate }) => ({
      url,
      content_type,
      bit_rate: bitrate,
    })),
  }
}
