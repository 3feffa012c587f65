import { Failure } from '#shared/failure'
import type { Client } from './client.ts'
import { readList, wireQuotas } from './wire.ts'

/**
 * What may be published in a day: 250 posts and 1,000 replies, in a window that moves
 * (developers.facebook.com/docs/threads/overview, rate limiting).
 */

/** When it is looked at again: the window gives back one by one, and does not tell when. */
const againMs = 30 * 60_000

/** Throws rate-limited with the numbers where nothing more may be published now. */
export async function refuseFull(client: Client, what: 'posts' | 'replies', nowMs: number): Promise<void> {
  const quota = await quotaOf(client, what)
  if (quota === undefined || quota.used < quota.total) return
  const hours = Math.max(1, Math.round(quota.seconds / 3600))
  throw new Failure(
    'rate-limited',
    `Threads takes ${String(quota.total)} ${what} of an account in ${String(hours)} hours, and ${String(quota.used)} are used up. This one waits, and is tried again by itself.`,
    { retryAtMs: nowMs + againMs },
  )
}

/** Undefined where Threads does not tell. */
async function quotaOf(
  client: Client,
  what: 'posts' | 'replies',
): Promise<{ used: number; total: number; seconds: number } | undefined> {
  const fields = what === 'replies' ? 'reply_quota_usage,reply_config' : 'quota_usage,config'
  try {
    const data = await client.ask('/me/threads_publishing_limit', {
      query: { fields },
      scope: 'threads_content_publish',
    })
    const told = readList(wireQuotas, data).nodes[0]?.node
    const [used, config] =
      what === 'replies' ? [told?.reply_quota_usage, told?.reply_config] : [told?.quota_usage, told?.config]
    const total = config?.quota_total
    return used === undefined || total === undefined
      ? undefined
      : { used, total, seconds: config?.quota_duration ?? 86_400 }
  } catch (error) {
    // It is only asked for the sake of its numbers: publishing itself says what is not allowed.
    const isNoAnswer =
      error instanceof Failure && ['forbidden', 'rejected', 'gone', 'bad-response'].includes(error.code)
    if (isNoAnswer) return undefined
    throw error
  }
}
