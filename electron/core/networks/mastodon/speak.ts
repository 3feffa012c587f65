import { Failure } from '#shared/failure'
import { htmlToText } from '../html-text.ts'
import type { FetchedItem, NetworkAccount, NetworkContext, ReplyDefaults, Speech } from '../types.ts'
import { clientOf, viewerOf, type Client } from './client.ts'
import { fullAcct, isMe, itemOf, refSpaceOf, type Viewer } from './parse.ts'
import { resolveRef } from './threads.ts'
import { readStatus, readStatuses, type ReadStatus } from './wire.ts'

/** From widest to narrowest. What other software adds lies between: local between unlisted and private, limited before direct. */
const order = ['public', 'unlisted', 'local', 'private', 'limited', 'direct'] as const
const offered = ['public', 'unlisted', 'private', 'direct']

function rankOf(visibility: string): number {
  const rank = order.findIndex((each) => each === visibility)
  // Of a word we do not know the narrowest is meant.
  return rank === -1 ? order.length - 1 : rank
}

/** What may be chosen in answer to this visibility, widest first: never wider. Pure. */
export function narrowerThan(parent: string | undefined): string[] {
  return offered.filter((each) => rankOf(each) >= rankOf(parent ?? 'public'))
}

/** The visibility to send: what was chosen, but never wider than what is answered. Pure. */
export function visibilityOf(chosen: string | undefined, parent: string | undefined): string | undefined {
  const allowed = narrowerThan(parent)
  if (chosen !== undefined && allowed.includes(chosen)) return chosen
  // Nothing chosen and nothing answered: the account's own default at the server.
  if (chosen === undefined && parent === undefined) return undefined
  return allowed[0] ?? 'direct'
}

/**
 * Says it once. Mastodon knows a repeat by its Idempotency-Key, for an hour; others ignore the key, and an hour passes
 * quickly on a train. So before a try that may be a repeat, our own newest posts are looked through for the same words
 * in answer to the same post, said within the last day; if they are there, they count as sent.
 */
export async function send(
  ctx: NetworkContext,
  account: NetworkAccount,
  speech: Speech,
): Promise<{ item: FetchedItem; refSpace: string }> {
  const client = clientOf(ctx.http, account)
  const refSpace = refSpaceOf(client.origin)
  const parentId = speech.inReplyTo === undefined ? undefined : await resolveRef(client, speech.inReplyTo)
  const before = speech.attempt === 1 ? undefined : await saidBefore(ctx, client, speech, parentId)
  if (before !== undefined) return { item: itemOf(before, client.viewer), refSpace }
  const warning = speech.warning ?? speech.inReplyTo?.warning
  const visibility = visibilityOf(speech.visibility, speech.inReplyTo?.visibility)
  const { data } = await client.json('/api/v1/statuses', {
    method: 'POST',
    headers: { 'Idempotency-Key': speech.key },
    json: {
      status: asServerReads(speech.text, client),
      ...(parentId === undefined ? {} : { in_reply_to_id: parentId }),
      ...(visibility === undefined ? {} : { visibility }),
      ...(warning === undefined || warning === '' ? {} : { spoiler_text: warning, sensitive: true }),
      ...(speech.lang === undefined ? {} : { language: speech.lang }),
    },
  })
  const status = readStatus(data)
  if (status === undefined)
    throw new Failure('bad-response', `${client.host} took the words, but its answer cannot be understood.`)
  return { item: itemOf(status, client.viewer), refSpace }
}

/** On snac people of the own server are reached by their bare name only. */
function asServerReads(text: string, client: Client): string {
  if (client.facts?.software !== 'snac') return text
  const { domain } = client.viewer
  return text.replace(/(?<![\w@])@(\w+)@([\w.:-]*\w)/g, (whole, name: string, host: string) =>
    host.toLowerCase() === domain ? `@${name}` : whole,
  )
}

const repeatMs = 86_400_000

async function saidBefore(
  ctx: NetworkContext,
  client: Client,
  speech: Speech,
  parentId: string | undefined,
): Promise<ReadStatus | undefined> {
  const { me } = client.viewer
  if (me === undefined) return undefined
  const { data } = await client.json(`/api/v1/accounts/${encodeURIComponent(me.id)}/statuses`, {
    query: { limit: '20', exclude_reblogs: 'true' },
  })
  const wanted = sameWords(speech.text)
  return readStatuses(data, client.host).entries.find(
    ({ status }) =>
      isMe(status.account, client.viewer) &&
      status.in_reply_to_id === parentId &&
      ctx.clock.now() - status.created_at < repeatMs &&
      sameWords(textAsWritten(status.content)) === wanted,
  )
}

/** The text of a post with its links as a sign, because servers shorten them. */
function textAsWritten(html: string): string {
  const { text, spans } = htmlToText(html)
  return spans.reduceRight(
    (rest, { start, end, type }) =>
      type === 'link' ? `${rest.slice(0, start)}https://x${rest.slice(end)}` : rest,
    text,
  )
}

/** What stays the same however a server writes it: no hosts in mentions, no links, no marks of Markdown, no spaces. */
export function sameWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\bhttps?:\/\/\S+/g, '🔗')
    .replace(/@(\w+)@[\w.:-]*\w/g, '@$1')
    .replace(/[*_`~>\s]+/g, '')
    .toLowerCase()
}

/** How a reply starts: everybody who takes part but us, as visible as what it answers, under its warning. Pure. */
export function replyDefaults(
  account: NetworkAccount,
  item: {
    raw: unknown
    visibility?: string | undefined
    warning?: string | undefined
    authorHandle: string
  },
): ReplyDefaults {
  const viewer = viewerOf(account)
  const visibilities = narrowerThan(item.visibility)
  const people = peopleIn(item, viewer).map((acct) => `@${acct} `)
  return {
    text: people.join(''),
    visibility: visibilities[0],
    visibilities,
    warning: item.warning,
  }
}

function peopleIn(item: { raw: unknown; authorHandle: string }, viewer: Viewer): string[] {
  const read = readStatus(item.raw)
  if (read === undefined) {
    const author = item.authorHandle.replace(/^@/, '')
    return fullAcct(author, viewer.domain) === viewer.me?.acct ? [] : [author]
  }
  const { account, mentions } = read.status
  const named = [account, ...mentions]
    // The post may have been read on another server, which leaves out its own host: the profile's address has it.
    .map(({ acct, url }) =>
      fullAcct(acct, url !== undefined && URL.canParse(url) ? homeHost(url, viewer) : viewer.domain),
    )
    .filter((acct) => acct !== viewer.me?.acct)
  return [...new Set(named)].map((acct) => shortAcct(acct, viewer.domain))
}

function homeHost(url: string, viewer: Viewer): string {
  const { host, origin } = new URL(url)
  return origin === viewer.origin ? viewer.domain : host
}

function shortAcct(acct: string, domain: string): string {
  return acct.endsWith(`@${domain}`) ? acct.slice(0, -domain.length - 1) : acct
}
