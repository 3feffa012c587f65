import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findLinks } from '#shared/domain/links'
import { measure } from '#shared/domain/measure'
import type { FetchedItem, Speech } from '../types.ts'
import { network } from './index.ts'
import { sameWords } from './speak.ts'
import { openInTown, type InTown } from './testing/in-town.ts'

let at: InTown
beforeEach(async () => {
  at = await openInTown()
})
afterEach(() => at.close())

/** What was heard that holds these words, by mentions or by search. */
async function heard(words: string): Promise<FetchedItem> {
  const page = await network.pull(at.outside.ctx, at.account, { id: 2, kind: 'keyword', config: { query: `"${words}"` } }, null) // prettier-ignore
  const [item] = page.items
  if (item === undefined) throw new Error(`nobody says ${words}`)
  return item
}

const speech = (text: string, to?: FetchedItem, more: Partial<Speech> = {}): Speech => ({
  key: 'k1',
  attempt: 1,
  text,
  ...(to === undefined
    ? {}
    : { inReplyTo: { remoteId: to.remoteId, ref: to.ref ?? to.remoteId, raw: to.raw } }),
  ...more,
})
const send = (said: Speech) => network.send(at.outside.ctx, at.account, said)
const said = () => at.town.statuses('x').filter(({ author }) => author === 'crumb')

describe('answering', () => {
  test('where we are mentioned a reply is posted once and comes back as ours, without being read', async () => {
    const oskar = await heard('side door')
    const reads = at.outside.payments.length
    const { item, refSpace } = await send(speech('Open from five. More at example.com & #bread', oskar))
    expect(refSpace).toBe('x')
    expect(item).toMatchObject({
      mine: true,
      direct: false,
      kind: 'post',
      parentRef: oskar.ref,
      text: 'Open from five. More at https://example.com & #bread',
      author: { handle: '@crumb', name: 'Crumb Bakery' },
      createdMs: at.clock.now(),
    })
    expect(item.spans.map(({ type, href }) => [type, href])).toEqual([
      ['link', 'https://example.com'],
      ['hashtag', undefined],
    ])
    expect(said().at(-1)?.text).toBe('@oskar Open from five. More at example.com & #bread')
    expect(at.outside.payments.slice(reads)).toEqual([{ call: 'post-create-link', most: 1, charged: 1 }])
    expect((await network.recheck(at.outside.ctx, at.account, [item.ref ?? ''])).items[0]?.remoteId).toBe(
      item.remoteId,
    )
  })

  test('where we are not, X’s refusal becomes words that say what to do, costs nothing, and is not repeated', async () => {
    const ivy = await heard('teeth have opinions')
    const before = said().length
    await expect(send(speech('We do!', ivy))).rejects.toMatchObject({
      code: 'forbidden',
      message: 'X lets programs answer only where you are mentioned or are the author. Your words are kept: post them in the browser.',
    }) // prettier-ignore
    expect(said()).toHaveLength(before)
    expect(at.outside.payments.at(-1)).toMatchObject({ charged: 0 })
  })

  test('words that X calls a duplicate count as sent: the first is found again', async () => {
    const oskar = await heard('side door')
    const first = await send(speech('It is open.', oskar))
    const again = await send(speech('It is open.', oskar))
    expect(again.item.remoteId).toBe(first.item.remoteId)
    expect(said().filter(({ text }) => text.includes('It is open.'))).toHaveLength(1)
  })

  test('a duplicate of something else is said, not taken for the same', async () => {
    const [oskar, halima] = [await heard('side door'), await heard('without nuts')]
    await send(speech('@halima yes', oskar))
    await send(speech('Yes.', oskar))
    await expect(send(speech('@oskar Yes.', halima))).resolves.toBeDefined()
    await send(speech('Fresh rye.'))
    at.advance(2 * 86_400_000)
    await expect(send(speech('Fresh rye.'))).rejects.toMatchObject({ code: 'duplicate' })
  })

  test('an answer that was lost is looked for before it is said again', async () => {
    const oskar = await heard('side door')
    at.town.misbehave({ path: '/2/tweets', method: 'POST', fault: 'reset', times: 1, acts: true })
    await expect(send(speech('It is open.', oskar))).rejects.toMatchObject({ code: 'offline' })
    // Nobody knows whether it was posted, so it stays counted.
    expect(at.outside.payments.at(-1)).toEqual({ call: 'post-create-summoned', most: 1, charged: undefined })
    const { item } = await send(speech('It is open.', oskar, { attempt: 2 }))
    expect(said().filter(({ text }) => text.includes('It is open.'))).toHaveLength(1)
    expect(item.parentRef).toBe(oskar.ref)
  })

  test('a post of our own answers nobody', async () => {
    const { item } = await send(speech('Fresh rye.'))
    expect(item).toMatchObject({ parentRef: undefined, rootRef: item.remoteId })
    expect(at.outside.payments.at(-1)).toEqual({ call: 'post-create', most: 1, charged: 1 })
  })

  test('to what is gone is said so', async () => {
    const oskar = await heard('side door')
    at.town.remove(oskar.ref ?? '', 'x')
    await expect(send(speech('Hello?', oskar))).rejects.toMatchObject({ code: 'gone' })
  })
})

describe('how an item can be answered', () => {
  const way = (item: FetchedItem) =>
    network.replyWay(at.account, { kind: item.kind, raw: item.raw, direct: item.direct })

  test('by us where it names us or is ours, in the browser elsewhere, with the reason', async () => {
    expect(way(await heard('side door'))).toEqual({ way: 'api' })
    expect(way(await heard('accept the seven'))).toEqual({ way: 'api' })
    expect(way(await heard('teeth have opinions'))).toEqual({
      way: 'browser',
      reason: expect.stringContaining('only where you are mentioned'),
    })
  })

  test('without an account, or without what was received, by what it is', () => {
    const item = { kind: 'mention' as const, raw: null }
    expect(network.replyWay(null, { ...item, direct: true }).way).toBe('api')
    expect(network.replyWay(null, { ...item, direct: false }).way).toBe('browser')
    expect(network.replyWay(at.account, { ...item, direct: true }).way).toBe('api')
  })

  test('the page for it holds the words, unless they are too long for an address', () => {
    const item = { remoteId: '1990000000000000019', raw: { id: '1990000000000000021', text: 'x' } }
    expect(network.handOff(item, 'Yes & no?')).toBe('https://x.com/intent/tweet?in_reply_to=1990000000000000021&text=Yes%20%26%20no%3F') // prettier-ignore
    expect(network.handOff({ ...item, raw: null }, ' ')).toBe('https://x.com/intent/tweet?in_reply_to=1990000000000000019') // prettier-ignore
    expect(network.handOff(item, '👩🏽‍🚀'.repeat(140))).toBe('https://x.com/intent/tweet?in_reply_to=1990000000000000021') // prettier-ignore
  })

  test('it starts empty: X names whom it answers, and those names count nothing', async () => {
    const oskar = await heard('side door')
    const defaults = network.replyDefaults(at.account, { raw: oskar.raw, authorHandle: '@oskar' })
    expect(defaults).toEqual({ text: '', visibilities: [], named: ['@oskar'] })
    const rule = network.manifest.textRule
    expect(measure('@oskar yes', rule ?? { unit: 'weighted', max: 1 }, undefined, defaults.named).used).toBe(
      3,
    )
  })
})

test('the price is by the summons and by the address, for any text', () => {
  const mention = { kind: 'mention' as const, raw: null, direct: true }
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), fc.boolean(), (words, isSummoned) => {
      const [cost] = network.sendCosts(words, isSummoned ? mention : undefined)
      expect(cost?.call).toBe(
        findLinks(words).length > 0
          ? 'post-create-link'
          : isSummoned
            ? 'post-create-summoned'
            : 'post-create',
      )
    }),
  )
  expect(network.sendCosts('see example.com', mention)).toEqual([{ call: 'post-create-link', units: 1 }])
})

test('words are the same however X writes them', () => {
  expect(sameWords('@oskar It is  open: https://t.co/abc.com')).toBe(
    sameWords('it is open: https://example.com'),
  )
  expect(sameWords('Yes')).not.toBe(sameWords('No'))
})
