import { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * What the REST API of WordPress sends (developer.wordpress.org/rest-api/reference/comments). Loose on purpose: plugins
 * add fields and break others, and only what an item cannot do without is required.
 */

const text = z
  .string()
  .nullish()
  .catch('')
  .transform((value) => value ?? '')
const number = z.number().int().nonnegative().catch(0)

/** Times in UTC without a zone: `2026-11-21T09:00:00`. */
const moment = z
  .string()
  .transform((value) => Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value}Z`))
  .refine(Number.isFinite)

const embedded = z
  .looseObject({
    up: z.array(z.unknown()).catch([]).default([]),
    'in-reply-to': z.array(z.unknown()).catch([]).default([]),
  })
  .catch({ up: [], 'in-reply-to': [] })

export const wireComment = z.looseObject({
  id: z.number().int().positive(),
  post: number,
  parent: number,
  author: number,
  author_name: text,
  author_url: text,
  author_avatar_urls: z.record(z.string(), z.string()).catch({}).default({}),
  date_gmt: moment,
  content: z.looseObject({ rendered: z.string() }),
  link: text,
  status: text,
  _embedded: embedded.default({ up: [], 'in-reply-to': [] }),
})
export type WireComment = z.infer<typeof wireComment>

/** A page or post as it is embedded in its comments; one that we may not read comes as an error instead. */
export const wirePost = z.looseObject({
  id: z.number().int().positive(),
  title: z.looseObject({ rendered: text }),
  author: number,
})

export const wireUser = z.looseObject({
  id: z.number().int().positive(),
  username: text,
  name: text,
  link: text,
  capabilities: z.record(z.string(), z.unknown()).catch({}).default({}),
})

export type WireUser = z.infer<typeof wireUser>

/** The front door of the API. */
export const wireIndex = z.looseObject({
  name: text,
  namespaces: z.array(z.string()),
  authentication: z
    .looseObject({
      'application-passwords': z
        .looseObject({
          endpoints: z.looseObject({ authorization: z.string().optional() }).optional(),
        })
        .optional(),
    })
    .optional()
    // Without any way to sign in, PHP writes the empty object as an empty list.
    .catch(undefined),
})
export type WireIndex = z.infer<typeof wireIndex>

export const wireError = z.looseObject({ code: z.string(), message: text })

/** Comments of a list. Throws bad-response where it is no list or nothing in it can be read. */
export function readComments(value: unknown, host: string): WireComment[] {
  if (!Array.isArray(value))
    throw new Failure('bad-response', `${host} answered with something that is no list of comments.`)
  const read = value.flatMap((entry: unknown) => {
    const parsed = wireComment.safeParse(entry)
    return parsed.success ? [parsed.data] : []
  })
  if (read.length === 0 && value.length > 0)
    throw new Failure('bad-response', `${host} answered with comments that cannot be understood.`)
  return read
}
