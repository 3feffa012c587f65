import { readOne } from '../read-wire.ts'
import type { Client } from './client.ts'
import { readPosts, wireSome, wireTopic, type WirePost } from './wire.ts'

/** Reading topics: the posts around one, and what stands further away by the ids that the topic names. */

export interface Topic {
  title: string
  isPrivate: boolean
  /** Around the one asked for, oldest first: five before it and fourteen after. */
  posts: WirePost[]
  /** Ids of all posts that may be read, oldest first. */
  stream: number[]
}

/** Throws gone or forbidden where there is no such topic for us. */
export async function topicAround(client: Client, topic: number, number: number): Promise<Topic> {
  const data = await client.json(`/t/${String(topic)}/${String(number)}.json`)
  const read = readOne(wireTopic, data, client.host, 'a topic')
  return {
    title: read.title,
    isPrivate: read.archetype === 'private_message',
    posts: readPosts(read.post_stream.posts, client.host),
    stream: read.post_stream.stream,
  }
}

/** Posts of a topic by their ids; those that are not there (any more) are left out. */
export async function postsById(
  client: Client,
  topic: number,
  ids: readonly number[],
  withRaw = false,
): Promise<WirePost[]> {
  if (ids.length === 0) return []
  const data = await client.json(`/t/${String(topic)}/posts.json`, {
    query: { 'post_ids[]': ids.map(String), ...(withRaw ? { include_raw: 'true' } : {}) },
  })
  return readPosts(readOne(wireSome, data, client.host, 'a topic').post_stream.posts, client.host)
}

const chunk = 40
/** Further back than these chunks nobody looks for what was written since the last look. */
const mostChunks = 3

/** The topic's posts since a moment, up to and around one of them, which comes along in any case. */
export async function topicSince(
  client: Client,
  topic: number,
  number: number,
  sinceMs: number,
): Promise<Topic> {
  const found = await topicAround(client, topic, number)
  const posts = [...found.posts]
  for (let n = 0; n < mostChunks; n += 1) {
    const oldest = posts.toSorted((a, b) => a.post_number - b.post_number)[0]
    if (oldest === undefined || oldest.created_at < sinceMs) break
    const end = found.stream.indexOf(oldest.id)
    if (end <= 0) break
    posts.push(...(await postsById(client, topic, found.stream.slice(Math.max(0, end - chunk), end))))
  }
  const wanted = posts.filter((post) => post.created_at >= sinceMs || post.post_number === number)
  return { ...found, posts: wanted }
}
