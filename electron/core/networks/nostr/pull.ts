import type { Filter } from 'nostr-tools/filter'
import { z } from 'zod'
import { readQuery } from '#shared/domain/query/check'
import { Failure, isPassing } from '#shared/failure'
import type { Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { factsOf, mustHave } from './account.ts'
import { lookAround, pageSizeOf, together, walk, type Gathered } from './gather.ts'
import { secretOf } from './keys.ts'
import { commentKind, deletionKind, heardKinds, noteKind, refSpace } from './parse.ts'
import { askAll, silentWords, type Heard } from './pool.ts'
import type { Relay } from './relay.ts'
import { translate } from './translate.ts'

/** Times are the authors' own: those whose clock is behind by this much are heard all the same. */
const overlapS = 600
const firstPage = 100
const mostPages = 5
const mostPagesBack = 20

/** Until when each relay was heard, in seconds: one that was away is asked from where it was left. */
const cursorShape = z.looseObject({ since: z.record(z.string(), z.number()) })

/** Fetches what is new from each of the account's relays. Throws only where none of them answers. */
export async function pull(
  ctx: NetworkContext,
  of: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  const account = mustHave(of)
  const askedMs = ctx.clock.now()
  const before = cursorShape.safeParse(cursor).data?.since
  const heard = await askAll(ctx, relaysFor(account), secretOf(account), (relay) =>
    gather(relay, stream, account, before?.[relay.url]),
  )
  const since = { ...before }
  for (const { url } of heard.answers) since[url] = Math.floor(askedMs / 1000)
  return {
    ...together(heard.answers, { me: account.remoteId, nowMs: askedMs }),
    refSpace,
    cursor: { since },
    more: false,
    coveredToMs: askedMs,
    ...(before === undefined ? {} : holeIn(heard, askedMs)),
  }
}

/** Where the page is not whole: what a relay that did not answer holds, or what lies before where a walk ended. */
function holeIn(
  heard: Heard<Gathered>,
  askedMs: number,
): Pick<Page, 'coveredFromMs' | 'holeReason'> | undefined {
  // Relays that cannot search have nothing to say to words, today or later.
  const silent = heard.failed.filter(({ failure }) => failure.code !== 'not-supported')
  if (silent.length > 0) return { coveredFromMs: askedMs, holeReason: silentWords(silent) }
  const reached = heard.answers.flatMap(({ value }) => value.reachedS ?? [])
  if (reached.length === 0) return undefined
  return {
    coveredFromMs: Math.min(Math.max(...reached) * 1000, askedMs),
    holeReason: 'More was said than a relay gives at once.',
  }
}

async function gather(
  relay: Relay,
  stream: StreamRef,
  account: NetworkAccount,
  sinceS: number | undefined,
): Promise<Gathered> {
  const filters = filtersFor(relay, stream, account)
  const events = []
  const reached: number[] = []
  for (const filter of filters) {
    if (sinceS === undefined) {
      events.push(...(await relay.ask([{ ...filter, limit: pageSizeOf(relay, firstPage) }])))
      continue
    }
    const walked = await walk(relay, { ...filter, since: sinceS - overlapS }, mostPages)
    events.push(...walked.events)
    if (walked.reachedS !== undefined) reached.push(walked.reachedS)
  }
  const around = await lookAround(relay, events)
  return reached.length === 0 ? around : { ...around, reachedS: Math.max(...reached) }
}

/**
 * Fills a hole by its times, from every relay. One that does not answer for now is tried again later with the whole
 * hole; one that will not leaves the hole open, with its reason.
 */
export async function backfill(
  ctx: NetworkContext,
  of: NetworkAccount | null,
  stream: StreamRef,
  gap: { fromMs: number; toMs: number },
): Promise<Page> {
  const account = mustHave(of)
  const since = Math.floor(gap.fromMs / 1000)
  const until = Math.ceil(gap.toMs / 1000)
  const heard = await askAll(ctx, relaysFor(account), secretOf(account), async (relay) => {
    const events = []
    const reached: number[] = []
    for (const filter of filtersFor(relay, stream, account)) {
      const walked = await walk(relay, { ...filter, since, until }, mostPagesBack)
      events.push(...walked.events)
      if (walked.reachedS !== undefined) reached.push(walked.reachedS)
    }
    const around = await lookAround(relay, events)
    return reached.length === 0 ? around : { ...around, reachedS: Math.max(...reached) }
  })
  const passing = heard.failed.find(({ failure }) => isPassing(failure.code))
  if (passing !== undefined) throw passing.failure
  return {
    ...together(heard.answers, { me: account.remoteId, nowMs: ctx.clock.now() }),
    refSpace,
    cursor: null,
    more: false,
    ...holeIn(heard, gap.toMs),
  }
}

/** Every relay of the account: people write to those that we read, and ours lie where we write. */
export function relaysFor(account: NetworkAccount): string[] {
  const { read, write } = factsOf(account)
  return [...new Set([...read, ...write])]
}

/** What a relay is asked for a stream: one question each. Throws not-supported where it cannot search. */
export function filtersFor(
  relay: Pick<Relay, 'name' | 'document' | 'documentFailure'>,
  stream: StreamRef,
  account: NetworkAccount,
): Filter[] {
  const kinds = [...heardKinds]
  const { config } = stream
  switch (stream.kind) {
    case 'mentions':
      return [
        { kinds, '#p': [account.remoteId] },
        { kinds: [...kinds, deletionKind], authors: [account.remoteId] },
      ]
    case 'hashtag':
      return [{ kinds, '#t': [config['tag'] ?? ''] }]
    case 'author':
      return [{ kinds: [...kinds, deletionKind], authors: [config['user'] ?? ''] }]
    case 'keyword':
      if (relay.documentFailure !== undefined && isPassing(relay.documentFailure.code))
        throw relay.documentFailure
      if (relay.document?.supported_nips.includes(50) !== true)
        throw new Failure('not-supported', `${relay.name} cannot search words (NIP-50).`)
      return askedWords(config['query'] ?? '').map((search) => ({ kinds: [noteKind, commentKind], search }))
    default:
      throw new Failure('not-supported', 'Nostr has no streams of this kind.')
  }
}

function askedWords(query: string): string[] {
  const { asked } = translate(readQuery(query))
  if (asked.length > 0) return asked
  throw new Failure('bad-input', 'Relays can only be asked for words. Put at least one into the rule.')
}
