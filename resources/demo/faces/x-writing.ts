import { json, type Answer } from '../message.ts'
import { us } from '../world.ts'
import type { XCall } from './x-call.ts'
import { linksIn } from './x-links.ts'
import { postOfId, summons, versionsOf } from './x-posts.ts'
import { invalid, problem } from './x-problems.ts'

/** Writing on X: posts, and replies where a program may reply. */

const longest = 280

export function create({ request, world, meter }: XCall): Answer {
  const text = (request.params.get('text') ?? '').trim()
  if (text === '') return invalid('text', '', 'The `text` field is required.')
  if ([...text].length > longest)
    return problem(403, 'Forbidden', 'You are not permitted to perform this action.')
  const replyTo = replyTarget(request.params.get('reply'))
  const parent = replyTo === undefined ? undefined : postOfId(world, replyTo)
  if (replyTo !== undefined && parent === undefined)
    return problem(
      403,
      'Forbidden',
      'You attempted to reply to a Tweet that is deleted or not visible to you.',
    )
  if (parent !== undefined && !summons(world, parent))
    return problem(
      403,
      'Forbidden',
      'You can only reply to or quote posts where you are mentioned or are the author.',
    )
  const body = parent === undefined || parent.author === us ? text : named(parent.author, text)
  const recent = world.postsOf(us).slice(-20)
  if (recent.some((post) => post.text === body))
    return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.')
  const isSummoned = parent !== undefined && parent.author !== us
  const price =
    linksIn(text).length > 0 ? 'post-create-link' : isSummoned ? 'post-create-summoned' : 'post-create'
  meter.charge(price, 1, world.clock.now())
  const post = world.say({ author: us, text: body, inReplyTo: parent?.id, program: 'Earshot' })
  return json({ data: { id: post.id, text: post.text, edit_history_tweet_ids: versionsOf(post) } }, 201)
}

function replyTarget(reply: string | undefined): string | undefined {
  if (reply === undefined) return undefined
  const data: unknown = JSON.parse(reply)
  return typeof data === 'object' && data !== null && 'in_reply_to_tweet_id' in data
    ? String(data.in_reply_to_tweet_id)
    : undefined
}

/** X puts whom a reply answers before it. */
function named(author: string, text: string): string {
  return text.toLowerCase().startsWith(`@${author}`) ? text : `@${author} ${text}`
}
