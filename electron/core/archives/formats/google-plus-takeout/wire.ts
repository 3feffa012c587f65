import { z } from 'zod'

/**
 * What Takeout wrote of Google+ as JSON, one file for each post. Google described it nowhere; the names are those that
 * its files have and that the tools of its users read (`url`, `creationTime`, `postAcl`, `resharedPost`, …). Everything
 * but who, when and what is optional, and what is not named here is kept as it came.
 */

const author = z.looseObject({
  displayName: z.string().optional(),
  profilePageUrl: z.string().optional(),
  avatarImageUrl: z.string().optional(),
  /** `users/117`, the same under whatever name. */
  resourceName: z.string().optional(),
})
export type WireAuthor = z.infer<typeof author>

const media = z.looseObject({
  url: z.string().optional(),
  contentType: z.string().optional(),
  description: z.string().optional(),
})
export type WireMedia = z.infer<typeof media>

const named = z.looseObject({ displayName: z.string().optional() })

const acl = z.looseObject({
  isPublic: z.boolean().optional(),
  visibleToStandardAcl: z
    .looseObject({
      circles: z.array(z.looseObject({ type: z.string().optional() })).optional(),
    })
    .optional(),
  communityAcl: z.looseObject({ community: named.optional() }).optional(),
  collectionAcl: z.looseObject({ collection: named.optional() }).optional(),
  eventAcl: z.looseObject({ event: named.optional() }).optional(),
})
export type WireAcl = z.infer<typeof acl>

const shown = {
  url: z.string().optional(),
  author: author.optional(),
  content: z.string().optional(),
  link: z.looseObject({ title: z.string().optional(), url: z.string().optional() }).optional(),
  media: media.optional(),
  album: z.looseObject({ media: z.array(media).optional() }).optional(),
  poll: z
    .looseObject({
      choices: z
        .array(
          z.looseObject({
            description: z.string().optional(),
            voteCount: z.union([z.number(), z.string()]).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
}
/** What a post shows, or the post that it passes on. */
const content = z.looseObject(shown)
export type WireContent = z.infer<typeof content>

export const comment = z.looseObject({
  creationTime: z.string(),
  author,
  content: z.string().optional(),
  resourceName: z.string().optional(),
  link: shown.link,
  media: shown.media,
})
export type WireComment = z.infer<typeof comment>

export const post = z.looseObject({
  ...shown,
  url: z.string(),
  creationTime: z.string(),
  updateTime: z.string().optional(),
  author,
  resharedPost: content.optional(),
  /** Read one by one, so that a broken comment does not take its post along. */
  comments: z.array(z.unknown()).optional(),
  plusOnes: z.array(z.unknown()).optional(),
  reshares: z.array(z.unknown()).optional(),
  postAcl: acl.optional(),
})
export type WirePost = z.infer<typeof post>
