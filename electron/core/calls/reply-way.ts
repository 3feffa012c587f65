import { costOf, type SendPrice } from '#shared/domain/cost'
import type { AnswerWay, Item } from '#shared/domain/item'
import { Failure } from '#shared/failure'
import { listAccounts, type StoredAccount } from '../db/accounts.ts'
import { answerFacts, type AnswerFacts } from '../db/answer-facts.ts'
import { itemRaw, saysToUs } from '../db/conversation-detail.ts'
import { pastNetworks } from '../archives/past-networks.ts'
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
  const accounts = listAccounts(world.db)
  const speakers = accounts.filter((account) => account.network === focus.network)
  const speaker = speakerAmong(accounts, focus.network, accountId)
  const way = wayOf(network, speaker, mustHaveFacts(world, focus))
  const cannotReply = cannotReplyWords(way, network, speaker !== undefined, focus.state)
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

/**
 * How each of these items can be answered, all in one read. What was deleted cannot be, which it says itself: it is
 * left out, as is what is not here any more.
 */
export function answersOf(world: World, itemIds: readonly number[]): Map<number, AnswerWay> {
  const accounts = listAccounts(world.db)
  const answers = new Map<number, AnswerWay>()
  for (const facts of answerFacts(world.db, itemIds, lookingNetworks(world))) {
    if (facts.state === 'deleted') continue
    const network = world.deps.networks.get(facts.network) ?? pastNetworks.get(facts.network)
    const speaker = speakerAmong(accounts, facts.network, facts.accountId)
    answers.set(facts.id, network === undefined ? unknownWay : answerWayOf(network, speaker, facts))
  }
  return answers
}

/** Stored by an Earshot that knows more networks: its items are shown all the same. */
const unknownWay: AnswerWay = { way: 'none', reason: 'This Earshot does not know its network.' }

function answerWayOf(network: Network, speaker: StoredAccount | undefined, facts: AnswerFacts): AnswerWay {
  const way = wayOf(network, speaker, facts)
  const reason = cannotReplyWords(way, network, speaker !== undefined, facts.state) ?? way.reason
  return reason === undefined ? { way: way.way } : { way: way.way, reason }
}

/** Networks whose answer depends on what they said of the item. */
function lookingNetworks(world: World): string[] {
  return [...world.deps.networks.values()]
    .filter(({ replyWay, handOff }) => replyWay !== undefined || handOff !== undefined)
    .map(({ manifest }) => manifest.id)
}

/** The account that heard the conversation, else the first on its network. */
function speakerAmong(
  accounts: readonly StoredAccount[],
  network: string,
  accountId: number | undefined,
): StoredAccount | undefined {
  const speakers = accounts.filter((account) => account.network === network)
  return speakers.find((account) => account.id === accountId) ?? speakers[0]
}

function wayOf(network: Network, speaker: StoredAccount | undefined, facts: AnswerFacts): ReplyWay {
  const { speaks, label } = network.manifest
  const said = network.replyWay?.(speaker === undefined ? null : networkAccount(speaker, null), facts) ?? {
    way: speaks.reply,
    reason: speaks.reason,
  }
  const reason = said.reason ?? speaks.reason
  const unable = { way: 'none' as const, reason: reason ?? `Earshot cannot answer on ${label}.` }
  if (said.way === 'api') return network.send === undefined ? unable : { way: 'api' }
  if (said.way === 'browser' && pageOf(network, facts, '') !== undefined) return { way: 'browser', reason }
  return unable
}

/** The page where the user answers by hand; undefined where there is none. */
function pageOf(network: Network, facts: AnswerFacts, text: string): string | undefined {
  const page = network.handOff?.(facts, text) ?? facts.url
  return page !== undefined && /^https?:\/\//i.test(page) ? page : undefined
}

function mustHaveFacts(world: World, item: Item): AnswerFacts {
  const [facts] = answerFacts(world.db, [item.id], [item.network])
  if (facts === undefined) throw new Failure('not-found', 'This is not here any more.')
  return facts
}

function cannotReplyWords(
  way: ReplyWay,
  network: Network,
  hasSpeaker: boolean,
  state: Item['state'],
): string | undefined {
  if (way.way === 'none') return way.reason
  if (state === 'deleted') return 'This was deleted where it was said, or is not kept here any longer.'
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

/** What a reply to this item costs. */
function priceOf(world: World, network: Network, focus: Item): SendPrice | undefined {
  const item = {
    kind: focus.kind,
    raw: itemRaw(world.db, focus.id),
    direct: saysToUs(world.db, focus.id),
  }
  return sendPriceOf(network, item)
}

/** What words cost, without and with an address in them; undefined where they are free. `item` is what they answer. */
export function sendPriceOf(
  { manifest, sendCosts }: Network,
  item?: Parameters<NonNullable<Network['sendCosts']>>[1],
): SendPrice | undefined {
  const priced = (text: string): number => costOf(manifest.prices, sendCosts?.(text, item) ?? [])
  const price = { microUsd: priced(''), withLinkMicroUsd: priced(someLink) }
  return price.microUsd === 0 && price.withLinkMicroUsd === 0 ? undefined : price
}

/** The page to open for an item. Throws not-supported where it has none. */
export function mustHavePage(world: World, item: Item, text: string): string {
  const page = pageOf(networkOf(world, item.network), mustHaveFacts(world, item), text)
  if (page === undefined) throw new Failure('not-supported', 'This has no page that could be opened.')
  return page
}
