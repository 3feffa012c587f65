import { z } from 'zod'
import { jsonRecords } from '../../json-records.ts'
import type { ArchiveFiles, Reading } from '../../types.ts'
import { lenient, whyNot } from '../loose.ts'
import type { ArchivedPost, LongText } from './post.ts'

/**
 * The words of long posts stand in a file of their own (`note-tweet.js`), under ids of their own, and nothing there says
 * which post they belong to. A post holds their beginning, and was written at the same time: that names it.
 */

const place = z.coerce.number().int().nonnegative()
const range = { fromIndex: place.catch(0), toIndex: place.catch(0) }
const text = z.string().min(1).optional().catch(undefined)

const note = z.looseObject({
  noteTweetId: z.string().min(1),
  createdAt: z
    .string()
    .transform((value) => Date.parse(value))
    .refine(Number.isFinite),
  core: z.looseObject({
    text: z.string().min(1),
    mentions: lenient(z.looseObject({ ...range, screenName: z.string().min(1) })),
    hashtags: lenient(z.looseObject({ ...range, text: z.string().min(1) })),
    urls: lenient(
      z.looseObject({ ...range, shortUrl: z.string().min(1), expandedUrl: text, displayUrl: text }),
    ),
  }),
})
type Note = z.infer<typeof note>

interface Held {
  path: string
  id: string
  createdMs: number
  start: string
  long: LongText
}

/** Long texts that are held at once, in characters; what is beyond them keeps its short words. */
const mostCharacters = 64 * 1024 * 1024
/** What one of them costs besides its words. */
const besideCharacters = 500
/** A post may come this much later or earlier than its words: pictures are sent in between. */
const apartMs = 60_000
/** Nobody writes more in one minute; each post of it is held against all of them. */
const mostInMinute = 100
/** Posts are cut at 280 weighted characters, which are 140 where each counts double, less an address. */
const shortestStart = 80

export class LongTexts {
  /** By the minute in which they were written. */
  readonly #byMinute = new Map<number, Held[]>()
  #characters = 0

  static async read(
    files: ArchiveFiles,
    isWanted: (path: string) => boolean,
    reading: Reading,
  ): Promise<LongTexts> {
    const texts = new LongTexts()
    for await (const { path, open } of files.entries(isWanted)) {
      const broken = (where: string, why: string): void => reading.notUnderstood(path, where, why)
      for await (const { value, index } of jsonRecords(open(), { lists: [''], startAt: '[', broken })) {
        if (reading.signal.aborted) return texts
        const parsed = z.looseObject({ noteTweet: note }).safeParse(value)
        if (!parsed.success) broken(`record ${String(index + 1)}`, whyNot(parsed.error))
        else if (!texts.#add(path, parsed.data.noteTweet))
          broken(
            `record ${String(index + 1)}`,
            'there are too many long posts; this one is read without its end',
          )
      }
    }
    return texts
  }

  /** The long words of a post that holds their beginning; undefined where there are none. */
  take(post: ArchivedPost): LongText | undefined {
    const start = startOf(post.full_text)
    if (start.length < shortestStart) return undefined
    const minute = Math.floor(post.created_at / apartMs)
    const near = [minute - 1, minute, minute + 1]
      .flatMap((one) => this.#byMinute.get(one) ?? [])
      .filter((one) => Math.abs(one.createdMs - post.created_at) <= apartMs && one.start.startsWith(start))
      .sort((a, b) => Math.abs(a.createdMs - post.created_at) - Math.abs(b.createdMs - post.created_at))[0]
    if (near === undefined) return undefined
    const key = Math.floor(near.createdMs / apartMs)
    this.#byMinute.set(
      key,
      (this.#byMinute.get(key) ?? []).filter((one) => one !== near),
    )
    return near.long
  }

  /** Those that no post has begun with. */
  left(): { path: string; id: string }[] {
    return [...this.#byMinute.values()].flat()
  }

  #add(path: string, { noteTweetId: id, createdAt: createdMs, core }: Note): boolean {
    const minute = Math.floor(createdMs / apartMs)
    const held = this.#byMinute.get(minute) ?? []
    this.#characters += core.text.length + besideCharacters
    if (this.#characters > mostCharacters || held.length >= mostInMinute) return false
    held.push({ path, id, createdMs, start: startOf(core.text), long: longText(core) })
    this.#byMinute.set(minute, held)
    return true
  }
}

function longText({ text: words, mentions, hashtags, urls }: Note['core']): LongText {
  return {
    text: words,
    entities: {
      mentions: mentions.map(({ fromIndex: start, toIndex: end, screenName: username }) => ({
        start,
        end,
        username,
      })),
      hashtags: hashtags.map(({ fromIndex: start, toIndex: end, text: tag }) => ({ start, end, tag })),
      urls: urls.map(({ fromIndex: start, toIndex: end, shortUrl, expandedUrl, displayUrl }) => ({
        start,
        end,
        url: shortUrl,
        expanded_url: expandedUrl,
        display_url: displayUrl,
      })),
    },
  }
}

/** Comparable words: without the names before an answer, the cut and what stands behind it, and the escapes. */
function startOf(words: string): string {
  return words
    .replace(/^(?:@\w+\s+)+/, '')
    .replace(/(?:\s*https:\/\/t\.co\/\w+)+\s*$/, '')
    .replace(/(?:…|\.\.\.)$/, '')
    .trimEnd()
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
