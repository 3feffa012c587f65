import { npubEncode } from 'nostr-tools/nip19'
import type { TextRule } from '#shared/domain/text'
import { Failure } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, SignedIn } from '../types.ts'
import { factsOf, type Facts } from './account.ts'
import { newestProfiles } from './gather.ts'
import { pastedKeys, secretOf } from './keys.ts'
import { nameOf } from './parse.ts'
import { askAll } from './pool.ts'
import { defaultRelays, mostRelays, relayAddress, typedRelays } from './relays.ts'
import { profileJson, type NostrEvent } from './wire.ts'

/** Reads the key, asks the relays at once, and takes up the list of relays that the person published (NIP-65). */
export async function signInWithToken(
  ctx: NetworkContext,
  host: string,
  fields: Record<string, string>,
): Promise<SignedIn> {
  const { publicKey, nsec } = pastedKeys(fields['key'] ?? '')
  const typed = typedRelays(fields['relays'] ?? '')
  const credentials: Json = nsec === undefined ? {} : { nsec }
  const asked = typed.length > 0 ? typed : standIns(host)
  const { facts, textRule } = await learn(ctx, publicKey, secretOf({ credentials }), asked, typed.length > 0)
  return {
    remoteId: publicKey,
    handle: npubEncode(publicKey),
    name: nameOf(publicKey, facts.profile),
    host: facts.read[0] ?? '',
    credentials,
    facts: factsJson(facts),
    textRule,
    streams: [{ kind: 'mentions', name: 'Nostr mentions and replies', config: {} }],
  }
}

/** The relays that are asked where none was typed; the demo town has one of its own. Throws bad-input. */
function standIns(host: string): string[] {
  if (host === '') return [...defaultRelays]
  const relay = relayAddress(host.replace(/^http/, 'ws'))
  if (relay === undefined) throw new Failure('bad-input', 'Relays are asked over wss, or on this machine.')
  return [new URL(relay).pathname === '/' ? `${relay}/relay` : relay]
}

export async function refreshFacts(
  ctx: NetworkContext,
  account: NetworkAccount,
): Promise<{ facts: Json; textRule?: TextRule | undefined }> {
  const before = factsOf(account)
  const asked = [...new Set([...before.typed, ...before.write, ...before.read])]
  const { facts, textRule } = await learn(ctx, account.remoteId, secretOf(account), asked, true, before)
  return { facts: factsJson(facts), textRule }
}

interface Learnt {
  events: NostrEvent[]
  longest: number | undefined
}

/**
 * What the relays know of a person. Typed relays stay in use beside those of the published list; relays that only stood
 * in give way to the list.
 */
async function learn(
  ctx: NetworkContext,
  publicKey: string,
  secret: Uint8Array | undefined,
  asked: readonly string[],
  keepsTyped: boolean,
  before?: Facts,
): Promise<{ facts: Facts; textRule: TextRule | undefined }> {
  const heard = await askAll(ctx, asked, secret, async (relay): Promise<Learnt> => ({
    events: await relay.ask([{ kinds: [0, 10002], authors: [publicKey] }]),
    longest: relay.document?.limitation?.max_content_length,
  }))
  const events = heard.answers.flatMap(({ value }) => value.events)
  const list = relayList(events)
  const profile = newestProfiles(events.filter(({ kind }) => kind === 0)).get(publicKey) ?? before?.profile
  const typed = before?.typed ?? [...asked]
  const kept = keepsTyped || list === undefined ? typed : []
  const merge = (listed: readonly string[] = []): string[] => {
    const merged = [...new Set([...kept, ...listed])].slice(0, mostRelays)
    return merged.length > 0 ? merged : typed
  }
  const lengths = heard.answers.flatMap(({ value }) => value.longest ?? [])
  return {
    facts: {
      typed: kept,
      read: merge(list?.read),
      write: merge(list?.write),
      signs: secret !== undefined,
      profile,
    },
    textRule: lengths.length === 0 ? undefined : { unit: 'codepoints', max: Math.min(...lengths) },
  }
}

/** The newest list of relays (NIP-65): `read`, `write`, or both where nothing is said. Pure. */
export function relayList(events: readonly NostrEvent[]): { read: string[]; write: string[] } | undefined {
  const [newest] = events.filter(({ kind }) => kind === 10002).sort((a, b) => b.created_at - a.created_at)
  if (newest === undefined) return undefined
  const relays = newest.tags.flatMap(([key, address, use]) => {
    const relay = key === 'r' && address !== undefined ? relayAddress(address) : undefined
    return relay === undefined ? [] : [{ relay, use }]
  })
  if (relays.length === 0) return undefined
  const usedTo = (use: string) =>
    relays
      .filter((one) => one.use === undefined || one.use === '' || one.use === use)
      .map(({ relay }) => relay)
  return { read: usedTo('read'), write: usedTo('write') }
}

function factsJson({ typed, read, write, signs, profile }: Facts): Json {
  return { typed, read, write, signs, ...(profile === undefined ? {} : { profile: profileJson(profile) }) }
}
