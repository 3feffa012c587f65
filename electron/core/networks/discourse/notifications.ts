import type { Client } from './client.ts'
import type { Hit } from './walk.ts'
import { readNotifications, type WireNotification } from './wire.ts'

/** What the forum tells us of, sixty at a time, newest first (`Notification.types` in its source). */

const notificationsPerPage = 60
const types = {
  mentioned: 1,
  replied: 2,
  quoted: 3,
  privateMessage: 6,
  posted: 9,
  linked: 11,
  groupMentioned: 15,
  watchingFirstPost: 17,
  watchingCategoryOrTag: 36,
} as const

const heard = new Set<number>(Object.values(types))
/** Somebody speaks to us; the others are about what we watch. */
const spoken = new Set<number>([
  types.mentioned,
  types.replied,
  types.quoted,
  types.privateMessage,
  types.groupMentioned,
])

/** A page of notifications that point at posts. Reading them marks nothing as read at the forum. */
export async function notificationPage(
  client: Client,
  page: number,
): Promise<{ hits: Hit[]; more: boolean }> {
  const data = await client.json('/notifications.json', {
    query: {
      limit: String(notificationsPerPage),
      offset: String((page - 1) * notificationsPerPage),
    },
  })
  const read = readNotifications(data, client.host)
  return { hits: read.flatMap(hitOf), more: read.length >= notificationsPerPage }
}

/** Undefined for likes, badges, chats and whatever else points at no post. */
function hitOf(one: WireNotification): Hit[] {
  const { id, created_at: ms, notification_type: type, topic_id: topic, post_number: number, data } = one
  if (!heard.has(type) || typeof topic !== 'number' || typeof number !== 'number') return []
  // Several answers in one topic are one notification, at the first unread, named as "3 replies".
  const isSeveral = data.original_username !== '' && data.display_username !== data.original_username
  return [{ id, ms, topic, number, direct: spoken.has(type), ...(isSeveral ? { since: true } : {}) }]
}
