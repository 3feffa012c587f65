import { expect, test } from 'vitest'
import { hourMs, town, pass, signedIn, failureOf, streamOf, hear, asked } from './testing/in-town.ts'

test('hears replies and what we said, mentions apart from them, and no letters', async () => {
  const account = await signedIn()
  const replies = (await hear(account, streamOf('replies'))).items
  const tray = replies.find(({ text }) => text.startsWith('is the burnt tray'))
  expect(tray).toMatchObject({ kind: 'reply', direct: true, author: { handle: 'u/pip' } })
  expect(tray?.parentRef).toBe(tray?.rootRef)
  expect(tray?.title).toBe('We are the bakery on Lemon Street. Ask us anything, we are awake anyway')
  expect(replies.filter(({ mine }) => mine).length).toBeGreaterThan(5)
  expect(replies.filter(({ mine, direct }) => !mine && !direct)).toEqual([])
  const mentions = (await hear(account, streamOf('mentions'))).items
  expect(mentions.map(({ text }) => text.slice(0, 20))).toEqual([
    'u/crumb what do you ',
    '28 children have not',
  ])
  expect(mentions.every(({ kind, direct }) => kind === 'mention' && direct)).toBe(true)
  expect(mentions[0]?.spans[0]).toMatchObject({ type: 'mention', value: 'u/crumb' })
  expect([...replies, ...mentions].some(({ text }) => text.includes('bandstand buns'))).toBe(false)
  // Reading the inbox marks nothing as read.
  expect(town.requests().filter(({ path }) => path.includes('/message/')).every(({ query }) => query.includes('mark=false'))).toBe(true) // prettier-ignore
})

test('a subreddit is heard with its posts and comments, with an account and without one', async () => {
  const account = await signedIn()
  const stream = streamOf('list', { subreddit: 'dailyloaf', host: town.url })
  const asUs = await hear(account, stream)
  const asNobody = await hear(null, stream)
  const byName = new Map(asUs.items.map((item) => [item.remoteId, item]))
  expect(asNobody.items.map(({ remoteId }) => remoteId).sort()).toEqual([...byName.keys()].sort())
  for (const item of asNobody.items) {
    const same = byName.get(item.remoteId)
    expect([item.text, item.title, item.author, item.createdMs, item.rootRef, item.url]).toEqual(
      same === undefined ? [] : [same.text, same.title, same.author, same.createdMs, same.rootRef, same.url],
    )
  }
  const link = asUs.items.find(({ title }) => title?.startsWith('Steam in a home oven'))
  expect(link?.text.split('\n')[0]).toBe('https://workshop.example/steam-without-tears')
  // What answers ours is said to us, whichever stream hears it.
  expect(asUs.items.find(({ text }) => text.startsWith('One to five to five by weight'))?.direct).toBe(true)
  expect(
    asNobody.items.every(({ direct, mine, standing }) => !direct && !mine && standing === undefined),
  ).toBe(true)
  for (const who of [account, null]) {
    const failure = await failureOf(hear(who, streamOf('list', { subreddit: 'nowhere', host: town.url })))
    expect(failure).toMatchObject({ code: 'gone', message: expect.stringContaining('no subreddit') })
  }
})

test('an answer to us is known as one wherever it is heard first, and nobody is asked where nothing is new', async () => {
  const account = await signedIn()
  const stream = streamOf('author', { user: 'rufus' })
  const { items, cursor } = await hear(account, stream)
  // What it answers is in no list of Rufus.
  expect(items.find(({ text }) => text === 'The reason is sandwiches.')).toMatchObject({
    kind: 'reply',
    direct: true,
  })
  const before = asked('/reddit/oauth/message')
  pass(hourMs)
  await hear(account, stream, cursor)
  expect(asked('/reddit/oauth/message')).toBe(before)
})

test('words are found in posts, everywhere or in one subreddit, with an account and without one', async () => {
  const account = await signedIn()
  for (const who of [account, null]) {
    const titles = async (typed: Record<string, string>) =>
      (await hear(who, streamOf('keyword', { ...typed, host: town.url }))).items.map(({ title = '' }) =>
        title.slice(0, 12),
      )
    expect(await titles({ query: '(oven steam) OR "6:10 bus"' })).toEqual(['The 6:10 bus', 'Steam in a h'])
    expect(await titles({ query: 'bakery OR oven', subreddit: 'r/dailyloaf' })).toEqual([
      'Steam in a h',
      'Starter smel',
    ])
  }
})
