import { contentOfSpans } from '#shared/domain/query/subject'
import { parseQuery } from '#shared/domain/query/parse'
import type { StreamConfig } from '#shared/domain/stream'
import type { Why, WhyHeard } from '#shared/domain/why'
import { Failure } from '#shared/failure'
import { findItem, itemHits, type ItemHit } from '../db/conversation-detail.ts'
import { importOf } from '../db/imports.ts'
import { askedFor } from '../listening.ts'
import type { World } from '../world.ts'
import { one } from '../db/statement.ts'

/** Why an item is here: every stream that heard it, and what could be narrowed or muted. Throws not-found. */
export function whyOf(world: World, id: number): Why {
  const item = findItem(world.db, id)
  if (item === undefined) throw new Failure('not-found', 'This is not here any more.')
  const heard = itemHits(world.db, id).map((hit) => heardOf(world, hit))
  const links = contentOfSpans(item.spans).links.flatMap((link) => domainOf(link) ?? [])
  const words = heard.flatMap((one) => one.matched.map(({ start, end }) => item.text.slice(start, end)))
  return {
    itemId: id,
    conversationId: item.conversationId,
    text: item.text,
    author: item.author,
    heard,
    archive: importOf(world.db, id),
    domains: [...new Set(links)],
    words: [...new Set(words.map((word) => word.toLowerCase()))],
    mutedBy: one<{ id: number; query: string }>(
      world.db,
      "SELECT m.id, m.query FROM conversations c JOIN mutes m ON m.id = c.quiet_by WHERE c.id = @id AND c.quiet = 'muted'",
      { id: item.conversationId },
    ),
  }
}

function heardOf(world: World, hit: ItemHit): WhyHeard {
  const { accountId, config, intervalMs, ...heard } = hit
  const query = hit.ruleId === undefined ? undefined : parseQuery(hit.rule).ast
  const isAsked = query !== undefined && (hit.via === 'poll' || hit.via === 'backfill')
  const asked = isAsked
    ? askedFor(world, query, [{ network: hit.network, accountId: accountId }])[0]
    : undefined
  return { ...heard, asked, call: callOf(world, heard, config, intervalMs) }
}

/** Ways in which the network itself was asked for the stream. */
const askedWays = new Set(['poll', 'live', 'backfill'])

function callOf(
  world: World,
  { via, network, kind }: Pick<ItemHit, 'via' | 'network' | 'kind'>,
  config: StreamConfig,
  everyMs: number,
): WhyHeard['call'] {
  if (!askedWays.has(via)) return undefined
  const known = world.deps.networks.get(network)?.manifest.streamKinds.find((one) => one.kind === kind)
  // The query of a rule is said by itself, as the network was asked for it.
  const field = known?.fields.find((one) => one.required && one.kind !== 'query')
  const of = field === undefined ? undefined : config[field.name]
  // What is streamed comes by no call.
  const calls = via === 'live' ? undefined : known?.calls
  return { label: known?.label ?? kind, of, everyMs, calls }
}

/** The host that a link leads to, without `www.` and port; undefined where it is no web address. */
function domainOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname } = new URL(address)
  return protocol === 'http:' || protocol === 'https:' ? hostname.replace(/^www\./, '') : undefined
}
