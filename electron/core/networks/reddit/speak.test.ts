import { expect, test } from 'vitest'
import type { FetchedItem } from '../types.ts'
import { network } from './index.ts'
import {
  startMs,
  hourMs,
  town,
  outside,
  start,
  pass,
  signedIn,
  failureOf,
  streamOf,
  heardAs,
  names,
  inTown,
  saidInTown,
} from './testing/in-town.ts'

test('an answer stands below its comment, and below a post where the post is answered', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const speech = { key: 'k1', attempt: 1, text: 'It is *art* now.\nCome and see.', inReplyTo: names(parent) }
  const { item, refSpace } = await network.send(outside.ctx, account, speech)
  expect(item).toMatchObject({ mine: true, direct: false, parentRef: parent.ref, rootRef: parent.rootRef })
  expect(item.text).toBe('It is art now.\nCome and see.')
  expect(refSpace).toBe(network.refSpace())
  // Lines stay lines in Markdown by two spaces.
  expect(saidInTown('It is *art* now.  \nCome and see.')[0]?.inReplyTo).toBe(inTown('is the burnt tray').id)
  const post = await heardAs(account, 'Two minutes, engine off', streamOf('keyword', { query: 'bus' }))
  const below = await network.send(outside.ctx, account, {
    key: 'k2',
    attempt: 1,
    text: 'Crumbs.',
    inReplyTo: names(post),
  })
  expect(below.item.parentRef).toBe(post.ref)
  expect((await failureOf(network.send(outside.ctx, account, { key: 'k', text: 'Hello' }))).code).toBe(
    'not-supported',
  )
})

test('an answer that was lost after it took effect is found again, and the same words elsewhere are not it', async () => {
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const speech = {
    key: 'k1',
    attempt: 1,
    text: 'It is.\n\nAsk u/ivy: https://e.example/?a=1',
    inReplyTo: names(parent),
  }
  town.misbehave({ path: '/reddit/oauth/api/comment', method: 'POST', fault: 503, times: 1, acts: true })
  expect((await failureOf(network.send(outside.ctx, account, speech))).code).toBe('unavailable')
  const { item } = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(item).toMatchObject({ mine: true, parentRef: parent.ref })
  expect(saidInTown(speech.text)).toHaveLength(1)
  // Without a number it may be a repeat too.
  const { attempt: _, ...unnumbered } = speech
  expect((await network.send(outside.ctx, account, unnumbered)).item.remoteId).toBe(item.remoteId)
  const other = await heardAs(account, 'The reason is sandwiches')
  await network.send(outside.ctx, account, { ...speech, attempt: 2, inReplyTo: names(other) })
  expect(saidInTown(speech.text)).toHaveLength(2)
  pass(25 * hourMs)
  await network.send(outside.ctx, account, { ...speech, attempt: 2 })
  expect(saidInTown(speech.text)).toHaveLength(3)
})

test('locked, archived and deleted things, too much text and too little are told in words', async () => {
  const account = await signedIn()
  const answer = (item: FetchedItem, text = 'Hello') =>
    failureOf(network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(item) }))
  const locked = await heardAs(account, 'Then who is the host', streamOf('author', { user: 'dimitri' }))
  const archived = await heardAs(account, 'The council has one', streamOf('author', { user: 'nils' }))
  for (const [item, word] of [
    [locked, 'locked'],
    [archived, 'archived'],
  ] as const) {
    // prettier-ignore
    expect(await answer(item)).toMatchObject({ code: 'forbidden', message: expect.stringContaining(word) })
    expect(network.replyWay(account, item)).toMatchObject({
      way: 'none',
      reason: expect.stringContaining(word),
    })
  }
  const open = await heardAs(account, 'is the burnt tray')
  expect(network.replyWay(account, open)).toEqual({ way: 'api' })
  expect(network.replyWay(null, open)).toMatchObject({
    way: 'browser',
    reason: expect.stringContaining('approved'),
  })
  expect(await answer(open, 'x'.repeat(10_001))).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('10,000'),
  })
  expect(await answer(open, ' ')).toMatchObject({
    code: 'rejected',
    message: expect.stringContaining('empty'),
  })
  town.remove(inTown('is the burnt tray').id, 'reddit')
  expect(await answer(open)).toMatchObject({ code: 'gone', message: expect.stringContaining('deleted') })
})

test('too many comments wait for as long as Reddit says', async () => {
  await start({ rateLimit: true })
  const account = await signedIn()
  const parent = await heardAs(account, 'is the burnt tray')
  const say = (text: string) =>
    network.send(outside.ctx, account, { key: text, attempt: 1, text, inReplyTo: names(parent) })
  for (let n = 0; n < 3; n += 1) await say(`Tray ${n}.`)
  expect(await failureOf(say('And the wall.'))).toMatchObject({
    code: 'rate-limited',
    retryAtMs: startMs + 570_000,
  })
  pass(571_000)
  expect((await say('And the wall.')).item.text).toBe('And the wall.')
})

test('votes for a comment and a post, and takes it back', async () => {
  const account = await signedIn()
  const comment = await heardAs(account, 'is the burnt tray')
  const post = await heardAs(account, 'Day nine', streamOf('list', { subreddit: 'dailyloaf' }))
  for (const item of [comment, post]) {
    const before = item.metrics.likes ?? 0
    const after = async (act: 'like' | 'unlike') => {
      const [now] = (await network.act(outside.ctx, account, act, names(item))).items
      return [now?.remoteId, now?.standing?.liked, now?.metrics.likes]
    }
    expect(item.standing).toEqual({ liked: false })
    expect(await after('like')).toEqual([item.remoteId, true, before + 1])
    expect(await after('like')).toEqual([item.remoteId, true, before + 1])
    expect(await after('unlike')).toEqual([item.remoteId, false, before])
  }
  expect((await failureOf(network.act(outside.ctx, account, 'hide', names(comment)))).code).toBe(
    'not-supported',
  )
})
