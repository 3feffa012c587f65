import { z } from 'zod'

/**
 * A typed range of a plain text. Offsets count UTF-16 code units, `end` is exclusive; adapters convert
 * on entry (Bluesky counts bytes, X counts code points). Spans never overlap and are sorted by `start`.
 */
export const span = z.object({
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
  type: z.enum(['link', 'mention', 'hashtag', 'emoji', 'quote', 'code', 'strong', 'emphasis']),
  /** link: the address; mention: the person's profile address; emoji: the picture's address. */
  href: z.string().optional(),
  /** mention: the handle with host; hashtag: the tag without `#`; emoji: the shortcode. */
  value: z.string().optional(),
})
export type Span = z.infer<typeof span>

/** How a network counts the length of an outgoing text. Pure data, part of its manifest or of an account's limits. */
export const textRule = z.object({
  /**
   * weighted: as X counts, CJK and emoji 2, most other characters 1. emoji-bytes: as Threads counts, emoji by their
   * UTF-8 bytes, other characters 1.
   */
  unit: z.enum(['graphemes', 'codepoints', 'utf16', 'bytes', 'weighted', 'emoji-bytes']),
  max: z.number().int().positive(),
  /** A second limit, in UTF-8 bytes. */
  alsoMaxBytes: z.number().int().positive().optional(),
  /** Every address counts as this many units, whatever its length. */
  urlWeight: z.number().int().positive().optional(),
  /** `@user@host` counts as `@user`. */
  mentionLocalPartOnly: z.boolean().optional(),
  /** The content warning counts too. */
  warningCounts: z.boolean().optional(),
  /** At least so many units, spaces at the ends not counted. */
  min: z.number().int().positive().optional(),
  maxHashtags: z.number().int().nonnegative().optional(),
  /** Addresses with a scheme or `www.`. */
  maxLinks: z.number().int().nonnegative().optional(),
  /** The same address twice counts once. */
  sameLinkOnce: z.boolean().optional(),
})
export type TextRule = z.infer<typeof textRule>
