import type { Account } from '#shared/domain/account'
import type { ConversationDetail } from '#shared/domain/conversation'
import type { Item } from '#shared/domain/item'
import { dollars, priceOfText, type SendPrice } from '#shared/domain/cost'
import { brokenWords, isRefused, measure, type Measure } from '#shared/domain/measure'
import type { Draft, Outgoing, Purpose } from '#shared/domain/outgoing'
import type { TextRule } from '#shared/domain/text'

/** What the reply box holds; the draft, as typed. */
export interface ReplyForm {
  text: string
  /** Empty: no warning. */
  warning: string
  visibility: string | undefined
  accountId: number | undefined
  purpose: Purpose | undefined
}

/** The box as it opens: the kept draft, else what the network suggests. */
export function startOfReply(
  detail: Pick<ConversationDetail, 'draft' | 'replyDefaults' | 'speakAs'>,
): ReplyForm {
  const { draft, replyDefaults, speakAs } = detail
  if (draft !== undefined) return formOfDraft(draft, replyDefaults?.visibility, speakAs)
  return {
    text: replyDefaults?.text ?? '',
    warning: replyDefaults?.warning ?? '',
    visibility: replyDefaults?.visibility,
    accountId: speakAs,
    purpose: undefined,
  }
}

function formOfDraft(draft: Draft, visibility: string | undefined, speakAs: number | undefined): ReplyForm {
  return {
    text: draft.text,
    warning: draft.warning ?? '',
    visibility: draft.visibility ?? visibility,
    accountId: draft.accountId ?? speakAs,
    purpose: draft.purpose,
  }
}

/** Both hold the same, so nothing needs keeping. */
export function isSameForm(a: ReplyForm, b: ReplyForm): boolean {
  return (
    a.text === b.text &&
    a.warning === b.warning &&
    a.visibility === b.visibility &&
    a.accountId === b.accountId &&
    a.purpose === b.purpose
  )
}

/** Nothing of the user's own is in it: only what was suggested, or blank. Keeping it would make a draft of nothing. */
export function isUntouched(form: ReplyForm, suggested: string): boolean {
  const words = form.text.trim()
  return words === '' || words === suggested.trim()
}

export interface Sendable {
  /** Undefined where the network gives no rule. */
  measured: Measure | undefined
  /** Why it cannot be sent, in words; undefined when it can. */
  blocked: string | undefined
}

/**
 * Counts the reply by the network's rule and says what keeps it from being sent. `named` are handles that the network
 * puts before it; `byHand` is an answer that is posted in the browser, where no account of ours speaks.
 */
export function checkReply(
  form: ReplyForm,
  rule: TextRule | undefined,
  suggested: string,
  { named, byHand = false }: { named?: readonly string[] | undefined; byHand?: boolean } = {},
): Sendable {
  const warning = form.warning.trim() === '' ? undefined : form.warning
  const measured = rule === undefined ? undefined : measure(form.text, rule, warning, named)
  // The browser opens without words too, and the network's own page counts them.
  return { measured, blocked: byHand ? undefined : blockedWords(form, measured, suggested) }
}

/** `$0.015`, or `$0.20 because of example.com`: what the text costs as it stands. */
export function priceWords(price: SendPrice, text: string): string {
  const { microUsd, because } = priceOfText(price, text)
  return because === undefined ? dollars(microUsd) : `${dollars(microUsd)} because of ${because}`
}

function blockedWords(form: ReplyForm, measured: Measure | undefined, suggested: string): string | undefined {
  if (form.text.trim() === '') return 'There is nothing to send yet.'
  if (isUntouched(form, suggested)) return 'Only the greeting is here so far.'
  if (form.accountId === undefined) return 'Choose who speaks first.'
  if (measured?.over === true) return `Too long by ${-measured.left}${unitOf(measured)}.`
  return measured === undefined ? undefined : brokenWords(measured)[0]
}

/** `361 left`, `12 too many`, `15 more needed`, or `6 links, 5 at most`. Nothing is missing before anything is written. */
export function counterWords(measured: Measure): string {
  const { over, left, used, short, tooMany } = measured
  if (over) return `${-left}${unitOf(measured)} too many`
  const [first] = tooMany ?? []
  if (first !== undefined) return `${first.used} ${first.what}, ${first.max} at most`
  return short !== undefined && used > 0 ? `${short.by} more needed` : `${left} left`
}

/** It is shown as wrong: not yet while it is only begun. */
export function looksWrong(measured: Measure | undefined): boolean {
  return measured !== undefined && isRefused({ ...measured, short: undefined })
}

/** Emoji are short to look at and long in bytes: where those are too many, that is said. */
function unitOf({ inBytes }: Measure): string {
  return inBytes === true ? ' bytes' : ''
}

/** `unlisted, like theirs` while the reply is as visible as what it answers; the plain word otherwise. */
export function visibilityWords(visibility: string, theirs: string | undefined): string {
  return visibility === theirs ? `${visibility}, like theirs` : visibility
}

/** Whom the reply answers, short: the handle without the part that every handle of the network has. */
export function answeredWords(item: Item | undefined): string {
  if (item === undefined) return ''
  if (item.mine) return 'your own post'
  const { handle, name } = item.author
  if (handle === '') return name
  const local = /^@?[^@\s]+/u.exec(handle)?.[0] ?? handle
  return handle.startsWith('@') ? local : handle
}

/** Who may speak, in the order of the conversation; accounts that are gone are left out. */
export function speakersOf(accounts: readonly Account[], ids: readonly number[]): Account[] {
  return ids.flatMap((id) => accounts.filter((account) => account.id === id))
}

/** Whole seconds until `dueMs`, never negative: `Sending in 8 s`. */
export function secondsLeft(dueMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((dueMs - nowMs) / 1000))
}

/** The message that was sent last and may still be taken back. */
export function newestHeld(list: readonly Outgoing[], nowMs: number): Outgoing | undefined {
  return list
    .filter((message) => message.state === 'held' && (message.dueMs ?? nowMs) >= nowMs)
    .toSorted((a, b) => b.updatedMs - a.updatedMs)[0]
}
