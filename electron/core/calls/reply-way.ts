import { costOf, type SendPrice } from '#shared/domain/cost'
import type { Item } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { listAccounts, type StoredAccount } from '../db/accounts.ts'
import { itemNames, itemRaw, saysToUs } from '../db/conversation-detail.ts'
import type { Network, ReplyDefaults, ReplyWay } from '../networks/types.ts'
import { networkAccount, networkOf, type World } from '../world.ts'

/** How an item can be answered, by whom, at what price, and how the answer starts. */
export interface Answering {
  way: ReplyWay
  /** The account that will speak, and who else could. */
  speaker: StoredAccount | undefined
  speakers: StoredAccount[]
  /** Why it cannot be answered at all, in words. */
  cannotReply: string | undefined
  defaults: ReplyDefaults | undefined
  price: SendPrice | undefined
}

/** Decides for the item that a reply would answer; `accountId` is the account whose conversation it is. */
export function answeringOf(world: World, focus: Item, accountId: number | undefined): Answering {
  const network = networkOf(world, focus.network)
  const speakers = listAccounts(world.db).filter((account) => account.network === focus.network)
  const speaker = speakers.find((account) => account.id === accountId) ?? speakers[0]
  const way = wayOf(world, network, speaker, focus)
  const cannotReply = cannotReplyWords(way, network, speaker !== undefined, focus)
  const isOpen = way.way === 'api' && cannotReply === undefined && speaker !== undefined
  return {
    way,
    speaker: way.way === 'none' ? undefined : speaker,
    speakers,
    cannotReply,
    defaults: isOpen ? replyDefaultsOf(world, network, speaker, focus) : undefined,
    price: isOpen ? priceOf(world, network, focus) : undefined,
  }
}

function wayOf(world: World, network: Network, speaker: StoredAccount | undefined, focus: Item): ReplyWay {
  const { speaks, label } = network.manifest
  const said = network.replyWay?.(speaker === undefined ? null : networkAccount(speaker, null), {
    kind: focus.kind,
    raw: itemRaw(world.db, focus.id),
    direct: saysToUs(world.db, focus.id),
  }) ?? { way: speaks.reply, reason: speaks.reason }
  const reason = said.reason ?? speaks.reason
  const unable = { way: 'none' as const, reason: reason ?? `Earshot cannot answer on ${label}.` }
  if (said.way === 'api') return network.send === undefined ? unable : { way: 'api' }
  if (said.way === 'browser' && pageOf(world, focus, '') !== undefined) return { way: 'browser', reason }
  return unable
}

/** The page where the user answers by hand; undefined where there is none. */
export function pageOf(world: World, item: Item, text: string): string | undefined {
  const names = itemNames(world.db, item.id, undefined)
  if (names === undefined) return undefined
  const { url, network } = item
  const page =
    networkOf(world, network).handOff?.(
      { remoteId: names.remoteId, url, raw: itemRaw(world.db, item.id) },
      text,
    ) ?? url
  return page !== undefined && /^https?:\/\//i.test(page) ? page : undefined
}

function cannotReplyWords(
  way: ReplyWay,
  network: Network,
  hasSpeaker: boolean,
  focus: Item,
): string | undefined {
  if (way.way === 'none') return way.reason
  if (focus.state === 'deleted') return 'This was deleted where it was said, or is not kept here any longer.'
  if (way.way === 'api' && !hasSpeaker) return `Sign in to ${network.manifest.label} to answer here.`
  return undefined
}

/** How the reply of an account to an item starts. */
export function replyDefaultsOf(
  world: World,
  network: Network,
  speaker: StoredAccount,
  focus: Item,
): ReplyDefaults | undefined {
  return network.replyDefaults?.(networkAccount(speaker, null), {
    raw: itemRaw(world.db, focus.id),
    text: focus.text,
    visibility: focus.visibility,
    warning: focus.warning,
    authorHandle: focus.author.handle,
  })
}

/** An address that every network takes for one. */
const someLink = 'https://example.com'

/** What a reply costs, without and with an address in it; undefined where it is free. */
function priceOf(world: World, network: Network, focus: Item): SendPrice | undefined {
  const item = {
    kind: focus.kind,
    raw: itemRaw(world.db, focus.id),
    direct: saysToUs(world.db, focus.id),
  }
  const priced = (text: string) => costOf(network.manifest.prices, network.sendCosts?.(text, item) ?? [])
  const price = { microUsd: priced(''), withLinkMicroUsd: priced(someLink) }
  return price.microUsd === 0 && price.withLinkMicroUsd === 0 ? undefined : price
}

/** The page to open for an item. Throws not-supported where it has none. */
export function mustHavePage(world: World, item: Item, text: string): string {
  const page = pageOf(world, item, text)
  if (page === undefined) throw new Failure('not-supported', 'This has no page that could be opened.')
  return page
}
