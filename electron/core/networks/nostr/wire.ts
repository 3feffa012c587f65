import { verifyEvent, type NostrEvent } from 'nostr-tools/pure'
import { z } from 'zod'
import type { Json } from '../types.ts'

/** What goes over the wire (github.com/nostr-protocol/nips: 01, 11, 20, 42), in loose schemas. */

export type { NostrEvent }

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`))

const eventShape = z.object({
  id: hex(64),
  pubkey: hex(64),
  created_at: z.number().int().nonnegative(),
  kind: z.number().int().nonnegative(),
  tags: z.array(z.array(z.string())),
  content: z.string(),
  sig: hex(128),
})

/** An event whose shape, id and signature are right; undefined where one of them is not. */
export function readEvent(data: unknown): NostrEvent | undefined {
  const parsed = eventShape.safeParse(data)
  // Verifying leaves its mark on the object, which has no place in what is stored.
  return parsed.success && verifyEvent({ ...parsed.data }) ? parsed.data : undefined
}

const relayMessage = z.union([
  z.tuple([z.literal('EVENT'), z.string(), z.unknown()]).rest(z.unknown()),
  z.tuple([z.literal('EOSE'), z.string()]).rest(z.unknown()),
  z.tuple([z.literal('CLOSED'), z.string()]).rest(z.unknown()),
  z.tuple([z.literal('OK'), z.string(), z.boolean()]).rest(z.unknown()),
  z.tuple([z.literal('AUTH'), z.string()]).rest(z.unknown()),
  z.tuple([z.literal('NOTICE'), z.string()]).rest(z.unknown()),
])
export type RelayMessage = z.infer<typeof relayMessage>

/** One message of a relay; undefined for what is none. */
export function readMessage(text: string): RelayMessage | undefined {
  return relayMessage.safeParse(asJson(text)).data
}

/** The reason after the fixed part of an OK or CLOSED. */
export function reasonIn(message: readonly unknown[], at: number): string {
  const reason = message[at]
  return typeof reason === 'string' ? reason : ''
}

const relayDocument = z.looseObject({
  supported_nips: z.array(z.number().catch(0)).catch([]),
  limitation: z
    .looseObject({
      max_limit: z.number().int().positive().optional().catch(undefined),
      max_content_length: z.number().int().positive().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})
export type RelayDocument = z.infer<typeof relayDocument>

/** What a relay says of itself (NIP-11); undefined where it says nothing that can be read. */
export function readDocument(text: string): RelayDocument | undefined {
  return relayDocument.safeParse(asJson(text)).data
}

const profileShape = z.looseObject({
  name: z.string().optional().catch(undefined),
  display_name: z.string().optional().catch(undefined),
  about: z.string().optional().catch(undefined),
  picture: z.string().optional().catch(undefined),
  bot: z.boolean().optional().catch(undefined),
})
export type Profile = z.infer<typeof profileShape>

/** The profile in a kind 0 event. */
export function readProfile(event: NostrEvent): Profile | undefined {
  return profileShape.safeParse(asJson(event.content)).data
}

const keptShape = z.object({ event: eventShape, relay: z.string(), profile: profileShape.optional() })
/** An item as it is kept: the event, the relay that gave it, and its author's profile at that time. */
export type Kept = z.infer<typeof keptShape>

export function readKept(raw: unknown): Kept | undefined {
  return keptShape.safeParse(raw).data
}

/** As JSON, in a form that has nothing but JSON in it. */
export function keptJson(kept: Kept): Json {
  const { event, relay, profile } = kept
  const plain = { event: { ...event, tags: event.tags.map((tag) => [...tag]) }, relay }
  return profile === undefined ? plain : { ...plain, profile: profileJson(profile) }
}

/** The parts of a profile that are shown; the rest of it is nobody's to keep. */
export function profileJson(profile: Profile): { [key: string]: Json } {
  const { name, display_name, about, picture, bot } = profile
  return Object.fromEntries(
    Object.entries({ name, display_name, about, picture, bot }).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, value]],
    ),
  )
}

export function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Whoever asks sees that there is nothing, and says so.
    return undefined
  }
}

/** First values of the tags of this name. */
export function tagValues(event: { tags: string[][] }, name: string): string[] {
  return event.tags.flatMap(([key, value]) => (key === name && value !== undefined ? [value] : []))
}
