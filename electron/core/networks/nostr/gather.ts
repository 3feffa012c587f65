import type { Filter } from 'nostr-tools/filter'
import type { Deletion, FetchedItem } from '../types.ts'
import { deletionKind, isHeard, itemOf, refOf, type Viewer } from './parse.ts'
import type { Answered } from './pool.ts'
import type { Relay } from './relay.ts'
import { readProfile, tagValues, type NostrEvent, type Profile } from './wire.ts'

/** What one relay gave: events, and what it knows around them. */
export interface Gathered {
  events: NostrEvent[]
  profiles: NostrEvent[]
  reactions: NostrEvent[]
  /** Wishes to delete some of them (NIP-09). */
  deletions: NostrEvent[]
  /** Set where older ones were left, so that everything is here from then on only. */
  reachedS?: number | undefined
}

const pageSize = 500
const askedAtOnce = 200

/** How many events a relay gives at once. */
export function pageSizeOf(relay: Relay, most = pageSize): number {
  return Math.min(most, relay.document?.limitation?.max_limit ?? most)
}

/**
 * Walks back from the newest to `filter.since`, page after page: a relay gives the newest of what matches, up to a
 * number of its own. `until` takes its second along, so that of many notes in one second none is missed.
 */
export async function walk(
  relay: Relay,
  filter: Filter,
  mostPages: number,
): Promise<{ events: NostrEvent[]; reachedS?: number | undefined }> {
  const limit = pageSizeOf(relay)
  // A relay that names no limit may have one: then only a page with nothing new is the last.
  const isTold = relay.document?.limitation?.max_limit !== undefined
  const events = new Map<string, NostrEvent>()
  let until = filter.until
  for (let pages = 0; pages < mostPages; pages += 1) {
    const asked = until === undefined ? { ...filter, limit } : { ...filter, until, limit }
    const page = await relay.ask([asked])
    const fresh = page.filter(({ id }) => !events.has(id))
    for (const event of fresh) events.set(event.id, event)
    if (isTold ? page.length < limit : fresh.length === 0) return { events: [...events.values()] }
    const oldest = Math.min(...page.map(({ created_at }) => created_at))
    // A second with more notes than a page has can only be stepped over.
    until = fresh.length === 0 ? oldest - 1 : oldest
  }
  return { events: [...events.values()], reachedS: until }
}

/** Asks the relay who wrote these events, and what was done to them. */
export async function lookAround(relay: Relay, given: readonly NostrEvent[]): Promise<Gathered> {
  const events = given.filter(isHeard)
  const deletions = given.filter(({ kind }) => kind === deletionKind)
  const gathered: Gathered = { events, profiles: [], reactions: [], deletions }
  const authors = [...new Set(events.map(({ pubkey }) => pubkey))]
  for (const part of parts(authors))
    gathered.profiles.push(...(await relay.ask([{ kinds: [0], authors: part, limit: part.length }])))
  for (const part of parts(events.map(({ id }) => id))) {
    gathered.reactions.push(...(await relay.ask([{ kinds: [6, 7], '#e': part, limit: pageSizeOf(relay) }])))
    gathered.deletions.push(...(await relay.ask([{ kinds: [5], '#e': part, limit: pageSizeOf(relay) }])))
  }
  return gathered
}

function parts<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / askedAtOnce) }, (_, at) =>
    all.slice(at * askedAtOnce, (at + 1) * askedAtOnce),
  )
}

/** One page out of what several relays gave: each event once, and what authors deleted, of it and of before. Pure. */
export function together(
  answers: readonly Answered<Gathered>[],
  viewer: Viewer,
): { items: FetchedItem[]; deletions: Deletion[] } {
  const profiles = newestProfiles(answers.flatMap(({ value }) => value.profiles))
  const deleted = deletedBy(answers.flatMap(({ value }) => value.deletions))
  const reactions = answers.flatMap(({ value }) => value.reactions)
  const events = new Map<string, { event: NostrEvent; relay: string }>()
  for (const { url, value } of answers)
    for (const event of value.events) if (!events.has(event.id)) events.set(event.id, { event, relay: url })
  const all = [...events.values()]
  const isGone = (event: NostrEvent): boolean => deleted.has(refOf(event))
  return {
    items: all
      .filter(({ event }) => !isGone(event))
      .map(({ event, relay }) => itemOf(event, relay, viewer, { profiles, reactions })),
    deletions: [...deleted].map((ref) => ({ ref })),
  }
}

/** The newest profile of each person: relays keep older ones too. */
export function newestProfiles(events: readonly NostrEvent[]): Map<string, Profile> {
  const profiles = new Map<string, Profile>()
  for (const event of [...events].sort((a, b) => a.created_at - b.created_at)) {
    const profile = readProfile(event)
    if (profile !== undefined) profiles.set(event.pubkey, profile)
  }
  return profiles
}

/** Refs of what was deleted: only authors may delete, so that an event is named together with who wrote the wish. */
export function deletedBy(events: readonly NostrEvent[]): Set<string> {
  return new Set(
    events.flatMap((event) =>
      event.kind === deletionKind
        ? tagValues(event, 'e').map((id) => refOf({ id, pubkey: event.pubkey }))
        : [],
    ),
  )
}
