import { z } from 'zod'

/** ActivityStreams as Mastodon's serializers write it. https://docs.joinmastodon.org/spec/activitypub/ */

export const actor = z.looseObject({
  id: z.url(),
  url: z.string().optional(),
  preferredUsername: z.string().min(1),
  name: z.string().nullish(),
  summary: z.string().nullish(),
})
export type WireActor = z.infer<typeof actor>

const audience = z.union([z.string(), z.array(z.string())]).optional()

const attachment = z.looseObject({
  mediaType: z.string().nullish(),
  url: z.string().nullish(),
  name: z.string().nullish(),
})
export type WireAttachment = z.infer<typeof attachment>

const tag = z.looseObject({
  type: z.string().optional(),
  name: z.string().nullish(),
  href: z.string().nullish(),
})
export type WireTag = z.infer<typeof tag>

const choice = z.looseObject({ name: z.string().nullish() })

export const note = z.looseObject({
  id: z.string().optional(),
  type: z.string(),
  summary: z.string().nullish(),
  inReplyTo: z.string().nullish(),
  published: z.string().optional(),
  updated: z.string().nullish(),
  url: z.string().nullish(),
  to: audience,
  cc: audience,
  content: z.string().nullish(),
  contentMap: z.record(z.string(), z.string().nullable()).nullish(),
  attachment: z.array(attachment).nullish(),
  tag: z.array(tag).nullish(),
  oneOf: z.array(choice).nullish(),
  anyOf: z.array(choice).nullish(),
})
export type WireNote = z.infer<typeof note>

/** An address where it is a boost, and the post itself where it was written here. */
export const activity = z.looseObject({ type: z.string(), object: z.union([z.string(), note]) })
