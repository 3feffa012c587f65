/** What is asked of each kind of node (developers.facebook.com/docs/graph-api/reference). */

const plainComment =
  'id,message,created_time,from,parent{id},permalink_url,message_tags,attachment,like_count,comment_count,' +
  'is_hidden,can_comment,can_hide,can_like,user_likes'

const plainPost =
  'id,message,story,created_time,from,permalink_url,message_tags,is_hidden,shares,' +
  'attachments{media_type,title,url,unshimmed_url,media,subattachments{media_type,url,media}},' +
  'likes.limit(0).summary(true)'

/** What shows whether something was said below a post, for a hundred posts at once. */
export const postMarkFields = 'id,updated_time,comments.filter(stream).limit(0).summary(true)'

export const postFields = `${plainPost},comments.filter(stream).limit(0).summary(true)`
export const commentFields = plainComment

/** A post with what was said below it, newest first; only from `sinceMs` on where it is given. */
export function postWithComments(limit: number, sinceMs: number | undefined): string {
  const since = sinceMs === undefined ? '' : `.since(${String(Math.floor(sinceMs / 1000))})`
  const edge = `comments.filter(stream).order(reverse_chronological)${since}.limit(${String(limit)}).summary(true)`
  return `${plainPost},${edge}{${plainComment}}`
}

export const mediaMarkFields = 'id,comments_count'
export const mediaFields =
  'id,caption,timestamp,permalink,media_type,media_url,thumbnail_url,username,comments_count,like_count'
export const instagramCommentFields = 'id,text,timestamp,username,from,like_count,hidden,parent_id'

/** A picture with its newest comments, each with its replies. */
export const mediaWithComments = `${mediaFields},comments.limit(50){${instagramCommentFields},replies.limit(50){${instagramCommentFields}}}`
