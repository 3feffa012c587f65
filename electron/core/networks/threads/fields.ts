/**
 * What is asked of a post (developers.facebook.com/docs/threads/reference/media-retrieval). A name that a list does not
 * know makes Threads refuse the whole request, so that each list has its own.
 */

const common =
  'id,text,username,permalink,timestamp,media_type,media_url,thumbnail_url,shortcode,' +
  'children{media_type,media_url,thumbnail_url,alt_text},alt_text,is_quote_post,quoted_post,gif_url,poll_attachment,' +
  'link_attachment_url,topic_tag,has_replies'

/** Our own posts at the root (`/me/threads`), and those of a profile. */
export const postFields = common

/** Lists in which replies stand too: mentions, searches. */
export const mixedFields = `${common},is_reply,root_post,replied_to`

/** Replies below our posts, and one post by its id. */
export const replyFields = `${mixedFields},is_reply_owned_by_me,hide_status`

/** Our own replies (`/me/replies`). */
export const ownReplyFields = `${mixedFields},is_reply_owned_by_me`
