import { json, type Answer, type TownRequest } from '../message.ts'
import { us } from '../world.ts'
import type { Forum, ForumPost } from './discourse-forum.ts'
import { noAccess, notFound, notLoggedIn, postJson } from './discourse-json.ts'
import { newMember } from './discourse-keys.ts'

/** Answers and likes, with the rules of a forum that nobody changed the settings of. */

export const forumLimits = {
  min_post_length: 20,
  min_personal_message_post_length: 10,
  max_post_length: 32_000,
} as const
/** The same words of the same person are refused for this long. */
const uniqueMs = 5 * 60_000

export interface WaitingPost {
  id: number
  author: string
  raw: string
  topic: number
  atMs: number
}

export class Desk {
  private readonly forum: Forum
  private readonly base: string
  readonly waiting: WaitingPost[] = []

  constructor(forum: Forum, base: string) {
    this.forum = forum
    this.base = base
  }

  say({ params }: TownRequest, person: string | undefined): Answer {
    if (person === undefined) return notLoggedIn
    const { forum } = this
    const raw = (params.get('raw') ?? '').trimEnd()
    const topic = forum.topic(Number(params.get('topic_id')))
    if (topic === undefined || forum.postsOf(topic).length === 0)
      return unprocessable('The topic was not found.')
    if (!forum.maySee(topic, person) || topic.closed) return noAccess
    const length = [...raw.trim()].length
    const least = topic.isPrivate ? forumLimits.min_personal_message_post_length : forumLimits.min_post_length
    if (length < least) return unprocessable(`Body is too short (minimum is ${String(least)} characters)`)
    if (length > forumLimits.max_post_length)
      return unprocessable(
        `Body is limited to ${String(forumLimits.max_post_length)} characters; you entered ${String(length)}.`,
      )
    const nowMs = forum.world.clock.now()
    const lately = forum
      .posts()
      .some(({ post }) => post.author === person && post.text === raw && post.createdMs > nowMs - uniqueMs)
    if (lately) return unprocessable('Body is too similar to what you recently posted')
    if (person === newMember) return this.keep(person, raw, topic.id, nowMs)
    const number = Number(params.get('reply_to_post_number') ?? 1)
    const above = forum.at(topic, number) ?? forum.postsOf(topic)[0]
    const said = forum.world.say({ author: person, text: raw, inReplyTo: above?.post.id })
    const one = forum.posts().find(({ post }) => post === said)
    return one === undefined ? notFound : json(postJson(forum, one, person, this.base, { raw: true }))
  }

  private keep(author: string, raw: string, topic: number, atMs: number): Answer {
    const one: WaitingPost = { id: 700 + this.waiting.length, author, raw, topic, atMs }
    this.waiting.push(one)
    return json({
      action: 'enqueued',
      success: true,
      pending_count: this.waiting.filter((each) => each.author === author).length,
      pending_post: { id: one.id, raw, created_at: new Date(atMs).toISOString() },
    })
  }

  pending(name: string, person: string | undefined): Answer {
    if (person !== name) return person === undefined ? notLoggedIn : notFound
    return json({
      pending_posts: this.waiting
        .filter(({ author }) => author === name)
        .map((one) => ({
          id: one.id,
          avatar_template: '',
          created_at: new Date(one.atMs).toISOString(),
          created_by_id: this.forum.idOf(name),
          name,
          raw_text: one.raw,
          title: this.forum.topic(one.topic)?.title,
          topic_id: one.topic,
          topic_url: '',
          username: name,
        })),
    })
  }

  like(id: number, wanted: boolean, type: string | undefined, person: string | undefined): Answer {
    if (person === undefined) return notLoggedIn
    const one = this.forum.byNumber(id)
    if (one === undefined || type !== '2') return notFound
    // Likes of others than the bakery are counted and not named.
    if (person !== us || one.post.author === us || one.post.liked === wanted)
      return wanted ? noAccess : notFound
    one.post.liked = wanted
    return this.shown(one, person)
  }

  private shown(one: ForumPost, person: string): Answer {
    return json(postJson(this.forum, one, person, this.base))
  }
}

function unprocessable(words: string): Answer {
  return json({ action: 'create_post', errors: [words] }, 422)
}
