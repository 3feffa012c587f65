import { Failure } from '#shared/failure'
import type { Client } from './client.ts'
import { readOne, wireContainer, wireId, type WireContainer } from './wire.ts'

/**
 * Publishing takes two steps (developers.facebook.com/docs/threads/posts): a container is made, and published once it is
 * ready. A container that is not published does no harm and ends after a day. Text is ready at once as a rule.
 */

export interface Words {
  text: string
  /** What is answered; absent for a post. */
  replyTo?: string | undefined
}

/** How often a container is asked whether it is ready, before it is left to the next try. */
const mostLooks = 3
const speakScope = 'threads_content_publish'

/** Makes a container; `byItself` lets Threads publish it as soon as it is ready. Answers its id. */
export async function contain(
  client: Client,
  { text, replyTo }: Words,
  { byItself }: { byItself: boolean },
): Promise<string> {
  const form = {
    media_type: 'TEXT',
    text,
    ...(replyTo === undefined ? {} : { reply_to_id: replyTo }),
    ...(byItself ? { auto_publish_text: 'true' } : {}),
  }
  const scope = replyTo === undefined ? speakScope : 'threads_manage_replies'
  return readOne(wireId, await client.ask('/me/threads', { form, scope }), 'a container').id
}

/** Publishes a container. Answers the id of the post. */
export async function release(client: Client, container: string): Promise<string> {
  const data = await client.ask('/me/threads_publish', {
    form: { creation_id: container },
    scope: speakScope,
  })
  return readOne(wireId, data, 'the new post').id
}

/** Throws unavailable where a container is not ready yet, and rejected where it never will be. */
export async function whenReady(client: Client, container: string): Promise<void> {
  for (let looks = 0; looks < mostLooks; looks += 1) {
    const told = await statusOf(client, container)
    switch (told?.status) {
      case 'IN_PROGRESS':
        continue
      case 'ERROR':
      case 'EXPIRED':
        throw new Failure(
          'rejected',
          `Threads could not prepare this${told.error_message === '' ? '' : ` (${told.error_message.slice(0, 80)})`}. Change it, or try again later.`,
        )
      default:
        // Ready, or not told: publishing says more.
        return
    }
  }
  throw new Failure('unavailable', 'Threads is not done preparing this yet. It is tried again by itself.')
}

/** Undefined where Threads does not tell. */
export async function statusOf(client: Client, container: string): Promise<WireContainer | undefined> {
  try {
    const data = await client.ask(`/${container}`, { query: { fields: 'status,error_message' } })
    return wireContainer.safeParse(data).data
  } catch (error) {
    const isNoAnswer = error instanceof Failure && ['forbidden', 'gone', 'rejected'].includes(error.code)
    if (isNoAnswer) return undefined
    throw error
  }
}
