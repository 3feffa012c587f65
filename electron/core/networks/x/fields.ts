import type { Tweetv2FieldsParams } from 'twitter-api-v2'

/** What is asked for with every post. Old names: see `wire.ts`. */
export const postFields = {
  expansions: ['author_id', 'attachments.media_keys'],
  'tweet.fields': [
    'attachments',
    'author_id',
    'conversation_id',
    'created_at',
    'entities',
    'in_reply_to_user_id',
    'lang',
    'note_tweet',
    'public_metrics',
    'referenced_tweets',
  ],
  'user.fields': ['description', 'name', 'profile_image_url', 'public_metrics', 'username'],
  'media.fields': ['alt_text', 'media_key', 'preview_image_url', 'type', 'url', 'variants'],
} satisfies Partial<Tweetv2FieldsParams>

/** The same for requests that do not go through the library. */
export const postFieldsQuery: Record<string, string> = Object.fromEntries(
  Object.entries(postFields).map(([name, value]) => [name, value.join(',')]),
)
