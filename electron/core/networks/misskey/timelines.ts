import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import type { Body, Client } from './client.ts'
import { itemsOf } from './parse.ts'
import { lateEntries, type Mark, type Step } from './walk.ts'
import { readList } from './wire.ts'

/** One page of a list, and where its entries stand. */
export interface TimelinePage {
  items: FetchedItem[]
  marks: readonly Mark[]
}

/** A list that is walked. */
export interface Timeline {
  read(step: Step): Promise<TimelinePage>
  /** How many entries below the newest may still change places: notes come late, notifications do not. */
  late: number
}

function timeline(client: Client, endpoint: string, body: Body = {}, late = lateEntries): Timeline {
  return {
    late,
    async read(step) {
      const entries = readList(await client.ask(endpoint, { ...body, ...step }), client.host)
      return {
        items: itemsOf(entries, client.viewer, { forUs: true }),
        marks: entries.map(({ id, ms }) => ({ id, ms })),
      }
    },
  }
}

/**
 * What we are told of, in the order of arrival. All types are asked for, and the silent ones are left out here: some
 * versions choose by type only after they have cut the page, which hides how many there were.
 */
export const told = (client: Client): Timeline =>
  timeline(client, 'i/notifications', { markAsRead: false }, 0)

/** What names us or answers us, whatever the account lets itself be notified of. */
export const named = (client: Client): Timeline => timeline(client, 'notes/mentions')

export const tagged = (client: Client, tag: string): Timeline =>
  timeline(client, 'notes/search-by-tag', { tag })

export const found = (client: Client, query: string): Timeline => timeline(client, 'notes/search', { query })

/** What an antenna collected, or what the people of a list say. */
export const collected = (client: Client, { what, id }: Place): Timeline =>
  what === 'antenna'
    ? timeline(client, 'antennas/notes', { antennaId: id })
    : timeline(client, 'notes/user-list-timeline', { listId: id, withRenotes: false })

/** An antenna or a list of a server. */
export interface Place {
  what: 'antenna' | 'list'
  id: string
}

/** What we said ourselves. A server that does not list it gives nothing: what is said to us matters more. */
export function said(client: Client): Timeline {
  const { me } = client.viewer
  const own = timeline(client, 'users/notes', ownNotes(me?.id ?? ''))
  return {
    ...own,
    async read(step) {
      try {
        return await own.read(step)
      } catch (error) {
        const isMissing = error instanceof Failure && ['gone', 'rejected', 'forbidden'].includes(error.code)
        if (!isMissing) throw error
        return { items: [], marks: [] }
      }
    },
  }
}

/** All notes of a user with answers and without renotes, in the words of old versions and new ones. */
export function ownNotes(userId: string): Body {
  return { userId, withReplies: true, includeReplies: true, withRenotes: false, withChannelNotes: true }
}
