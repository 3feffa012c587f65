import { z } from 'zod'
import { Failure } from '#shared/failure'
import { readQuery } from '#shared/domain/query/check'
import type { FetchedItem, Json, NetworkAccount, NetworkContext, Page, StreamRef } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { placeIn } from './check-config.ts'
import { clientOf, strangerClient, type Client } from './client.ts'
import { refSpaceOf } from './parse.ts'
import { collected, found, named, said, tagged, told, type Place, type Timeline } from './timelines.ts'
import { translateQuery } from './translate.ts'
import { afterPage, placeOf, stepOf, type After } from './walk.ts'
import { wireNamed } from './wire.ts'

/** Fetches the next page of a stream. */
export async function pull(
  ctx: NetworkContext,
  account: NetworkAccount | null,
  stream: StreamRef,
  cursor: Json,
): Promise<Page> {
  if (stream.kind === 'hashtag' && account === null) return anonymousTag(ctx, stream, cursor)
  if (account === null) throw new Failure('signed-out', 'This stream needs an account. Sign in first.')
  const client = clientOf(ctx.http, account)
  switch (stream.kind) {
    case 'mentions':
      return mentions(ctx, client, cursor)
    case 'hashtag':
      return one(ctx, client, tagged(client, stream.config['tag'] ?? ''), cursor)
    case 'keyword':
      return keyword(ctx, client, stream.config['query'] ?? '', cursor)
    case 'list':
      return list(ctx, client, placeAt(client, stream), cursor)
    default:
      throw new Failure('not-supported', 'Misskey has no such stream.')
  }
}

interface Walked extends After {
  items: FetchedItem[]
  /** Only what was created from here on was given, where it was cut. */
  fromMs: number | undefined
}

async function walk(ctx: NetworkContext, timeline: Timeline, cursor: Json): Promise<Walked> {
  const at = placeOf(cursor)
  const askedMs = ctx.clock.now()
  const { items, marks } = await timeline.read(stepOf(at))
  const after = afterPage(at, marks, askedMs, timeline.late)
  const fromMs = after.cut === true ? Math.min(...marks.map(({ ms }) => ms)) : undefined
  return { ...after, items, fromMs }
}

/** A page of a stream that is one walk. */
async function one(ctx: NetworkContext, client: Client, timeline: Timeline, cursor: Json): Promise<Page> {
  const walked = await walk(ctx, timeline, cursor)
  const { items, more } = walked
  return {
    items,
    refSpace: refSpaceOf(client.origin),
    cursor: walked.cursor,
    more,
    ...(more ? {} : coverageOf([walked])),
  }
}

/** What several walks together have covered: as far as the one that is behind, from where the shortest begins. */
function coverageOf(walks: readonly Pick<Walked, 'toMs' | 'fromMs'>[]) {
  const cuts = walks.flatMap(({ fromMs }) => fromMs ?? [])
  return {
    coveredToMs: Math.min(...walks.map(({ toMs }) => toMs)),
    ...(cuts.length === 0
      ? {}
      : { coveredFromMs: Math.max(...cuts), holeReason: 'More had come than one look back takes in.' }),
  }
}

const threeWalks = z.object({
  told: z.json(),
  named: z.json(),
  said: z.json(),
  /** What the first of them gave in this round, so that the second does not give it again. */
  given: z.array(z.string()),
})
const mostGiven = 200

/**
 * What we are told of; what names us, whether or not the account is told of it; and what we said ourselves, wherever we
 * said it: without our own answers, everything that was answered on a telephone would seem to wait still.
 */
async function mentions(ctx: NetworkContext, client: Client, cursor: Json): Promise<Page> {
  const at = threeWalks.safeParse(cursor).data ?? { told: null, named: null, said: null, given: [] }
  const refSpace = refSpaceOf(client.origin)
  const first = await walk(ctx, told(client), at.told)
  const given = [...at.given, ...first.items.map(({ remoteId }) => remoteId)].slice(-mostGiven)
  if (first.more) {
    const { items } = first
    return { items, refSpace, cursor: { ...at, told: first.cursor, given }, more: true }
  }
  const second = await walk(ctx, named(client), at.named)
  const items = [...first.items, ...second.items.filter(({ remoteId }) => !given.includes(remoteId))]
  const heard = { told: first.cursor, named: second.cursor }
  if (second.more) return { items, refSpace, cursor: { ...heard, said: at.said, given }, more: true }
  const third = await walk(ctx, said(client), at.said)
  return {
    items: [...items, ...third.items],
    refSpace,
    cursor: { ...heard, said: third.cursor, given: third.more ? given : [] },
    more: third.more,
    ...(third.more ? {} : coverageOf([first, second, third])),
  }
}

/** A hashtag as anybody sees it, where the server lets anybody see it. */
async function anonymousTag(ctx: NetworkContext, stream: StreamRef, cursor: Json): Promise<Page> {
  const { host, tag = '' } = stream.config
  if (host === undefined)
    throw new Failure('bad-input', `#${tag} needs a server to listen at, or an account.`)
  const client = strangerClient(ctx.http, host, false)
  try {
    return await one(ctx, client, tagged(client, tag), cursor)
  } catch (error) {
    const isClosed = error instanceof Failure && ['signed-out', 'forbidden'].includes(error.code)
    if (!isClosed) throw error
    throw new Failure(
      'forbidden',
      `${client.host} shows hashtags to its own users only. Sign in there, or listen to #${tag} with an account of yours.`,
      { status: error.status, cause: error },
    )
  }
}

/** An antenna or list, under the name that it has at the server. */
async function list(ctx: NetworkContext, client: Client, place: Place, cursor: Json): Promise<Page> {
  const page = await one(ctx, client, collected(client, place), cursor)
  if (cursor !== null) return page
  const data =
    place.what === 'antenna'
      ? await client.ask('antennas/show', { antennaId: place.id })
      : await client.ask('users/lists/show', { listId: place.id })
  return { ...page, title: readOne(wireNamed, data, client.host, 'an antenna or list').name.slice(0, 80) }
}

/** Ids mean something at their own server only. Throws bad-input where the address is of another. */
export function placeAt(client: Client, stream: StreamRef): Place {
  const { origin, ...place } = placeIn(stream.config['address'] ?? '')
  if (origin === client.origin) return place
  throw new Failure(
    'bad-input',
    `This is an address of ${new URL(origin).host}, and the account is at ${client.host}. Paste an address of ${client.host}.`,
  )
}

/** A place for each thing that is asked, whose turn it is, and what those before it in this round have covered. */
const searchTurn = z.object({
  places: z.record(z.string(), z.json()),
  turn: z.number().int(),
  covered: z.array(z.object({ toMs: z.number(), fromMs: z.number().optional() })),
})

/** One search after the other for everything that the query is asked as; what cannot be asked is matched by core alone. */
async function keyword(ctx: NetworkContext, client: Client, query: string, cursor: Json): Promise<Page> {
  const { asked } = translateQuery(readQuery(query))
  const at = searchTurn.safeParse(cursor).data ?? { places: {}, turn: 0, covered: [] }
  const refSpace = refSpaceOf(client.origin)
  const ask = asked[at.turn]
  if (ask === undefined)
    return { items: [], refSpace, cursor: { places: at.places, turn: 0, covered: [] }, more: false }
  const walked = await walk(ctx, found(client, ask), at.places[ask] ?? null)
  const places = { ...at.places, [ask]: walked.cursor }
  const { items, more, toMs, fromMs } = walked
  if (more) return { items, refSpace, cursor: { ...at, covered: at.covered.map(asJson), places }, more: true }
  const covered = [...at.covered, { toMs, fromMs }]
  if (at.turn + 1 < asked.length)
    return {
      items,
      refSpace,
      cursor: { places, turn: at.turn + 1, covered: covered.map(asJson) },
      more: true,
    }
  return {
    items,
    refSpace,
    cursor: { places, turn: 0, covered: [] },
    more: false,
    ...coverageOf(covered.map((each) => ({ toMs: each.toMs, fromMs: each.fromMs }))),
  }
}

function asJson({ toMs, fromMs }: { toMs: number; fromMs?: number | undefined }): Json {
  return fromMs === undefined ? { toMs } : { toMs, fromMs }
}
