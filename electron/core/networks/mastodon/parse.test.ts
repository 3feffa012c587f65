import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import type { FetchedItem } from '../types.ts'
import { itemOf, notificationItems, parseRecorded, type Viewer } from './parse.ts'
import { readStatus, readStatuses } from './wire.ts'

function fixture(name: string): { url: string; headers: Record<string, string>; body: unknown } {
  // Written by us in this shape.
  return JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as ReturnType<
    typeof fixture
  >
}

const crumb: Viewer = {
  origin: 'https://town.example',
  domain: 'town.example',
  me: { id: '109300', acct: 'crumb@town.example', url: 'https://town.example/@crumb' },
}

function spansOf({ text, spans }: FetchedItem): string[] {
  return spans.map(({ start, end, type, value, href }) =>
    `${type} ${text.slice(start, end)} ${value ?? href ?? ''}`.trim(),
  )
}

test('notifications of Mastodon: who speaks to us is heard, favourites and follows are not, one broken entry does no harm', () => {
  const items = notificationItems(fixture('mastodon-notifications').body, 'town.example', crumb)
  expect(items.map(({ kind, direct, author }) => [kind, direct, author.handle])).toEqual([
    ['mention', true, '@bo@harbour.example'],
    ['reply', true, '@ana@town.example'],
    ['mention', true, '@bo@harbour.example'],
  ])
})

test('a reply keeps what it is: parent, warning, language, edit, pictures, tags and its shortened link', () => {
  const [, reply] = notificationItems(fixture('mastodon-notifications').body, 'town.example', crumb)
  expect(reply).toMatchObject({
    remoteId: 'https://town.example/users/ana/statuses/115300000000000008',
    ref: '115300000000000008',
    parentRef: '115300000000000001',
    text: '@crumb yes, at town.example/map?x=1… #Bakery',
    warning: 'food',
    lang: 'de',
    visibility: 'public',
    createdMs: Date.UTC(2026, 9, 1, 8, 12, 44, 123),
    editedMs: Date.UTC(2026, 9, 1, 8, 20),
    metrics: { likes: 3, reposts: 1, replies: 0 },
    media: [
      { kind: 'image', url: 'https://town.example/m/1.png', alt: 'A loaf' },
      { kind: 'video', url: 'https://town.example/m/2.mp4' },
      { kind: 'file', url: 'https://harbour.example/x.bin' },
    ],
  })
  expect(reply?.author).toMatchObject({
    remoteId: 'https://town.example/@ana',
    name: 'Ana :sourdough:',
    bio: 'Bread, boats & a dog.',
    followers: 214,
    isBot: false,
  })
  if (reply === undefined) throw new Error('no reply')
  expect(spansOf(reply)).toEqual([
    'mention @crumb crumb@town.example',
    'link town.example/map?x=1… https://town.example/map?x=1&y=2',
    'hashtag #Bakery Bakery',
  ])
})

test('a poll is asked in words, and pictures of shortcodes are spans', () => {
  const [asked] = notificationItems(fixture('mastodon-notifications').body, 'town.example', crumb)
  if (asked === undefined) throw new Error('no item')
  expect(asked.text).toBe('@crumb which bread shall it be? :sourdough: :notthere:\n\n○ Rye\n○ Spelt')
  expect(asked.poll).toBe(true)
  expect(spansOf(asked)).toEqual(['mention @crumb crumb@town.example', 'emoji :sourdough: sourdough'])
})

test('GoToSocial: ids of letters, no uri of accounts, lists, code and quotes', () => {
  const [item] = parseRecorded(recorded('gotosocial-tag'))
  expect(item).toMatchObject({
    ref: '01K6F0Q4XW9V1S7R3N5T2M8A0B',
    kind: 'post',
    direct: false,
    lang: undefined,
  })
  expect(item?.author).toMatchObject({
    handle: '@mira@social.gts.example',
    name: 'mira',
    avatarUrl: undefined,
    bio: undefined,
  })
  expect(item?.text).toBe('Try knead --slow, says @mira\n\n• flour\n• time\n\nBread is patience.\n\n#bread')
})

test('Pleroma: mentions without a profile page of ours, counts of -1, visibilities of its own', () => {
  const items = notificationItems(fixture('pleroma-notifications').body, 'pl.example', crumb)
  expect(items).toHaveLength(1)
  expect(items[0]).toMatchObject({
    kind: 'mention',
    direct: true,
    visibility: 'local',
    text: '@crumb is it open?\n#rye',
  })
  expect(items[0]?.author.followers).toBeUndefined()
  expect(items[0]?.media).toHaveLength(1)
})

test('snac: boosts are unwrapped, people without ids are known by their address, nothing comes twice', () => {
  const alice: Viewer = {
    origin: 'https://lab.snac.example',
    domain: 'lab.snac.example',
    me: {
      id: 'ed28e8b8c665bea7586c270ec7e1c0cd',
      acct: 'alice@lab.snac.example',
      url: 'https://lab.snac.example/alice',
    },
  }
  const body = fixture('snac-notifications').body
  const items = notificationItems(body, 'lab.snac.example', alice)
  expect(items.map(({ kind, direct, visibility }) => `${kind} ${direct} ${visibility}`)).toEqual([
    'mention true public',
    'mention true private',
    'reply true public',
  ])
  const twice = Array.isArray(body) ? [...body, ...body] : []
  expect(notificationItems(twice, 'lab.snac.example', alice)).toHaveLength(3)
  const [tagged] = readStatuses(fixture('snac-tag').body, 'lab.snac.example').entries
  if (tagged === undefined) throw new Error('no status')
  expect(itemOf(tagged, alice)).toMatchObject({
    mine: true,
    direct: false,
    text: 'Hello from alice. First post on the lab server! #lab',
  })
})

test('who is named only by a link in the text is named all the same', () => {
  const [first] = notificationItems(fixture('snac-notifications').body, 'lab.snac.example', crumb)
  const status = readStatus(first?.raw)
  if (status === undefined) throw new Error('no status')
  const bob: Viewer = {
    ...crumb,
    me: { id: 'x', acct: 'x@x.example', url: 'https://lab.snac.example/alice' },
  }
  expect(itemOf(status, bob).direct).toBe(true)
})

test('recorded answers of every kind are read; a page is refused', () => {
  expect(parseRecorded(recorded('snac-context'))).toHaveLength(1)
  expect(parseRecorded(recorded('snac-search')).length).toBeGreaterThan(0)
  expect(parseRecorded(recorded('mastodon-notifications'))).toHaveLength(3)
  const status = readStatuses(fixture('gotosocial-tag').body, 'x').entries[0]?.raw
  expect(
    parseRecorded({ ...recorded('gotosocial-tag'), body: Buffer.from(JSON.stringify(status)) }),
  ).toHaveLength(1)
  expect(() => parseRecorded(recorded('proxy-page'))).toThrow(Failure)
})

test('a list in which nothing can be read is a bad response', () => {
  expect(() => readStatuses([{ id: '1' }, null, 4], 'town.example')).toThrow('cannot be understood')
  expect(readStatuses([], 'town.example')).toEqual({ entries: [], ids: [], broken: 0 })
})

test('whatever field of a status is broken, reading it does not throw', () => {
  const good = readStatuses(fixture('gotosocial-tag').body, 'x').entries[0]?.raw
  if (typeof good !== 'object' || good === null) throw new Error('no status')
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(good)), fc.jsonValue(), (field, value) => {
      const status = readStatus({ ...good, [field]: value })
      if (status === undefined) return
      const { text, spans } = itemOf(status, crumb)
      for (const { start, end } of spans) expect(start < end && end <= text.length).toBe(true)
    }),
    { numRuns: 500 },
  )
})

function recorded(name: string) {
  const { url, headers, body } = fixture(name)
  return { url, headers, body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }
}
