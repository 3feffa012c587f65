import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRecorded } from '../../../networks/x/parse.ts'
import { memoryArchive, readAll, type Content } from '../../testing.ts'
import { expectStoredOnce } from '../../testing/stored-once.ts'
import { format } from './index.ts'

const me = { id: '1290384756', username: 'ana_bakes', name: 'Ana 🍞 Silva' }

const script = (name: string, records: readonly unknown[]): string =>
  `window.YTD.${name}.part0 = ${JSON.stringify(records, undefined, 2)}`

const account = script('account', [
  {
    account: {
      email: 'ana@mail.example',
      createdVia: 'web',
      username: me.username,
      accountId: me.id,
      createdAt: '2015-03-01T10:00:00.000Z',
      accountDisplayName: me.name,
    },
  },
])
const profile = script('profile', [
  {
    profile: {
      description: { bio: 'Bread & boats.', website: '', location: 'Lisboa' },
      avatarMediaUrl: 'https://pbs.example/ana_normal.jpg',
    },
  },
])
const manifest = `window.__THAR_CONFIG = {
  "userInfo" : { "accountId" : "${me.id}", "userName" : "${me.username}", "displayName" : "${me.name}" },
  "dataTypes" : { "tweets" : { "mediaDirectory" : "data/tweets_media", "files" : [ ] } }
}`

interface Given {
  id?: string
  text: string
  entities?: object
  [field: string]: unknown
}

/** A post as archives since 2022 hold it: every number is a text. */
function tweet({ id = '1990000000000000011', text, entities = {}, ...rest }: Given): { tweet: object } {
  return {
    tweet: {
      edit_info: {
        initial: {
          editTweetIds: [id],
          editableUntil: '2026-11-20T10:30:12.000Z',
          editsRemaining: '5',
          isEditEligible: true,
        },
      },
      retweeted: false,
      source: '<a href="https://mobile.twitter.com" rel="nofollow">Twitter Web App</a>',
      entities: { hashtags: [], symbols: [], user_mentions: [], urls: [], ...entities },
      display_text_range: ['0', String(text.length)],
      favorite_count: '5',
      id_str: id,
      truncated: false,
      retweet_count: '1',
      id,
      created_at: 'Fri Nov 20 09:30:12 +0000 2026',
      favorited: false,
      full_text: text,
      lang: 'en',
      ...rest,
    },
  }
}

const archive = (files: Record<string, Content>) =>
  memoryArchive({
    'Your archive.html': '<html>',
    'data/account.js': account,
    'data/deleted-tweets.js': script('deleted_tweets', [tweet({ id: '7', text: 'Gone and meant to be.' })]),
    'data/like.js': script('like', [{ like: { tweetId: '5', fullText: 'liked' } }]),
    'data/manifest.js': manifest,
    'data/profile.js': profile,
    ...files,
  })

const only = async (...records: unknown[]) => {
  const { found, missed } = await readAll(format, archive({ 'data/tweets.js': script('tweets', records) }))
  return { items: found.map(({ item }) => item), missed }
}

/** The post of the network's own fixture, as its author's archive holds it. */
const sameAsHeard = tweet({
  text: '👩🏽‍🚀 @CrumbBakery 3 &lt; 4 &amp; &copy; stays. See https://t.co/AbCdEfGhIj, #LateParcel https://t.co/Pic1234567',
  entities: {
    user_mentions: [
      {
        name: 'Crumb & Crust',
        screen_name: 'CrumbBakery',
        indices: ['5', '17'],
        id_str: '555000111',
        id: '555000111',
      },
    ],
    hashtags: [{ text: 'LateParcel', indices: ['76', '87'] }],
    urls: [
      {
        url: 'https://t.co/AbCdEfGhIj',
        expanded_url: 'https://example.com/orders?id=7',
        display_url: 'example.com/orders?id=7',
        indices: ['51', '74'],
      },
    ],
    media: [
      {
        expanded_url: 'https://x.com/ana_bakes/status/1990000000000000011/photo/1',
        indices: ['88', '111'],
        url: 'https://t.co/Pic1234567',
        media_url: 'http://pbs.example/media/loaf.jpg',
        id_str: '1990000000000000012',
        id: '1990000000000000012',
        media_url_https: 'https://pbs.example/media/loaf.jpg',
        sizes: { small: { w: '680', h: '510', resize: 'fit' } },
        type: 'photo',
        display_url: 'pic.x.com/Pic1234567',
      },
    ],
  },
})

function heardFixture() {
  const { url, headers, body }: { url: string; headers: Record<string, string>; body: unknown } = JSON.parse(
    readFileSync(new URL('../../../networks/x/fixtures/one-post.json', import.meta.url), 'utf8'),
  )
  const [item] = parseRecorded({ url, headers, body: Buffer.from(JSON.stringify(body)) })
  if (item === undefined) throw new Error('the fixture holds no post')
  return item
}

test('an archive is recognised by its names and its first words, in every shape of ten years', async () => {
  const posts = script('tweets', [])
  for (const [path, is] of [
    ['data/tweets.js', true],
    ['twitter-2026-11-20-ab12/data/tweets.js', true],
    ['data/tweet.js', true],
    ['tweet.js', true],
    ['data/tweets-part1.js', true],
    ['data/deleted-tweets.js', false],
    ['assets/js/tweets.js', false],
    ['data/like.js', false],
  ] as const)
    expect(await format.recognises(memoryArchive({ [path]: posts })), path).toBe(is)
  expect(await format.recognises(memoryArchive({ 'data/tweets.js': 'export const tweets = []' }))).toBe(false)
})

test('a post reads as the API would have given it', async () => {
  const { items } = await only(sameAsHeard)
  const heard = heardFixture()
  expect(items[0]).toMatchObject({
    remoteId: heard.remoteId,
    ref: heard.ref,
    rootRef: heard.rootRef,
    createdMs: heard.createdMs,
    text: heard.text,
    spans: heard.spans,
    lang: 'en',
    url: heard.url,
    author: { remoteId: heard.author.remoteId, handle: heard.author.handle, name: heard.author.name },
    mine: true,
    direct: false,
    media: [{ kind: 'image', url: 'https://pbs.example/media/loaf.jpg' }],
    metrics: { likes: 5, reposts: 1 },
  })
})

test('what was archived and what was heard are one item, whichever comes first', async () => {
  const { found } = await readAll(format, archive({ 'data/tweets.js': script('tweets', [sameAsHeard]) }))
  expectStoredOnce(found, { network: 'x', refSpace: 'x', items: [heardFixture()] })
})

test('names, tags and addresses are found in scripts from right to left, in signs of two units, and at wrong places', async () => {
  const { items } = await only(
    tweet({
      id: '21',
      text: '@CrumbBakery 🥖🥖 שלום, 東京からです #パン #خبز https://t.co/Aa1',
      // Some years counted UTF-16 units, and some counts are plainly wrong.
      entities: {
        user_mentions: [{ name: 'Crumb', screen_name: 'crumbbakery', indices: ['0', '12'], id_str: '-1' }],
        hashtags: [
          { text: 'パン', indices: ['33', '36'] },
          { text: 'خبز', indices: ['999', '1003'] },
        ],
        urls: [{ url: 'https://t.co/Aa1', expanded_url: 'https://bakery.example/路', indices: ['1', '2'] }],
      },
      lang: 'ja',
    }),
  )
  const { text = '', spans = [] } = items[0] ?? {}
  expect(text).toBe('@CrumbBakery 🥖🥖 שלום, 東京からです #パン #خبز https://bakery.example/路')
  expect(spans.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
    ['mention', '@CrumbBakery'],
    ['hashtag', '#パン'],
    ['hashtag', '#خبز'],
    ['link', 'https://bakery.example/路'],
  ])
})

test('an answer knows what it answers; who begins a conversation names it', async () => {
  const { items } = await only(
    tweet({
      id: '31',
      text: '@ben_y rye, always',
      in_reply_to_status_id_str: '30',
      in_reply_to_user_id_str: '2290384757',
      in_reply_to_screen_name: 'ben_y',
    }),
    tweet({ id: '32', text: 'Nobody was asked.' }),
  )
  expect(items.map(({ parentRef, rootRef }) => [parentRef, rootRef])).toEqual([
    ['30', undefined],
    [undefined, '32'],
  ])
})

test('words of others that were handed on are left out; a quoted RT inside own words stays', async () => {
  const { items, missed } = await only(
    tweet({ id: '41', text: 'RT @crumbbakery: Fresh rye from seven o’clo…' }),
    tweet({ id: '42', text: 'So true! RT @crumbbakery: Fresh rye' }),
  )
  expect(items.map(({ remoteId }) => remoteId)).toEqual(['42'])
  expect(missed).toEqual([])
})

test('all pictures and the best film come along, and their address leaves the text', async () => {
  const medium = (id: string, more: object) => ({
    id_str: id,
    url: 'https://t.co/Four',
    indices: ['5', '22'],
    media_url_https: `https://pbs.example/${id}.jpg`,
    display_url: 'pic.twitter.com/Four',
    ...more,
  })
  const film = {
    type: 'video',
    video_info: {
      variants: [
        { content_type: 'application/x-mpegURL', url: 'https://video.example/a.m3u8' },
        { bitrate: '632000', content_type: 'video/mp4', url: 'https://video.example/small.mp4' },
        { bitrate: '2176000', content_type: 'video/mp4', url: 'https://video.example/large.mp4' },
      ],
    },
  }
  const { items } = await only(
    tweet({
      id: '51',
      text: 'Look https://t.co/Four',
      entities: { media: [medium('1', { type: 'photo' })] },
      extended_entities: { media: [medium('1', { type: 'photo' }), medium('2', film), { id_str: 'x' }] },
    }),
  )
  expect(items[0]).toMatchObject({
    text: 'Look',
    media: [
      { kind: 'image', url: 'https://pbs.example/1.jpg' },
      { kind: 'video', url: 'https://video.example/large.mp4', previewUrl: 'https://pbs.example/2.jpg' },
    ],
  })
})

test('an edited post is one item under its first name, in its last words', async () => {
  const versions = { editTweetIds: ['61', '62'] }
  const first = tweet({ id: '61', text: 'Opne at seven', edit_info: { initial: versions } })
  const last = tweet({
    id: '62',
    text: 'Open at seven',
    created_at: 'Fri Nov 20 09:40:00 +0000 2026',
    edit_info: { edit: { initialTweetId: '61', editControlInitial: versions } },
  })
  const old = tweet({ id: '63', text: 'As it was', edit_info: { edit: { initialTweetId: '60' } } })
  const { items, missed } = await only(first, last, old)
  expect(items.map(({ remoteId, ref, text }) => [remoteId, ref, text])).toEqual([
    ['61', '62', 'Open at seven'],
    ['60', '63', 'As it was'],
  ])
  expect(missed).toEqual([])
})

test('a long post has all its words, told from others of the same minute by how it begins', async () => {
  const beginning = `Why our rye takes two days &amp; ${'what a sourdough wants from you. '.repeat(8)}`
  const whole = `${beginning.replace('&amp;', '&')}${'It wants patience. '.repeat(60)}🍞 Read on: https://t.co/Long1 #Rye`
  const note = (id: string, words: string) => ({
    noteTweet: {
      noteTweetId: id,
      updatedAt: '2026-11-20T09:30:11.000Z',
      lifecycle: { value: 'ApiVisible', name: 'ApiVisible' },
      createdAt: '2026-11-20T09:30:11.000Z',
      core: {
        styletags: [],
        urls: [
          {
            expandedUrl: 'https://bakery.example/rye',
            toIndex: '1500',
            shortUrl: 'https://t.co/Long1',
            displayUrl: 'bakery.example/rye',
            fromIndex: '1482',
          },
        ],
        text: words,
        mentions: [],
        cashtags: [],
        hashtags: [{ fromIndex: '1501', toIndex: '1505', text: 'Rye' }],
      },
    },
  })
  const cut = `@ben_y ${beginning.trimEnd()}… https://t.co/Cut1`
  const { found, missed } = await readAll(
    format,
    archive({
      'data/note-tweet.js': script('note_tweet', [
        note('70', `Another beginning. ${whole}`),
        note('71', whole),
        { noteTweet: { noteTweetId: '72' } },
      ]),
      'data/tweets.js': script('tweets', [
        tweet({ id: '73', text: cut }),
        tweet({ id: '74', text: 'Short.' }),
      ]),
    }),
  )
  const [long, short] = found.map(({ item }) => item)
  expect(long?.text.startsWith('Why our rye takes two days & what')).toBe(true)
  expect(long?.text.endsWith('🍞 Read on: https://bakery.example/rye #Rye')).toBe(true)
  expect(long?.spans.map(({ type }) => type)).toEqual(['link', 'hashtag'])
  expect(short?.text).toBe('Short.')
  expect(missed).toEqual([
    ['data/note-tweet.js', 'record 3', 'its noteTweet.createdAt is missing or cannot be read'],
    ['data/note-tweet.js', 'long post 70', 'no post in this archive begins with its words'],
  ])
})

test('broken posts are told with their place, and the rest is kept', async () => {
  const { items, missed } = await only(
    tweet({ id: 'not-a-number', text: 'x' }),
    'words',
    tweet({ id: '82', text: 'ok', created_at: 'yesterday', favorite_count: 'many' }),
    tweet({ id: '83', text: 'kept', favorite_count: 'many', entities: { urls: [null], hashtags: 'none' } }),
  )
  expect(items.map(({ text, metrics }) => [text, metrics.likes])).toEqual([['kept', undefined]])
  expect(missed).toEqual([
    ['data/tweets.js', 'record 1', 'its id_str is missing or cannot be read'],
    ['data/tweets.js', 'record 2', 'it is no record of this kind'],
    ['data/tweets.js', 'record 3', 'its created_at is missing or cannot be read'],
  ])
})

test('a file that is damaged in the middle gives what comes before, and the next file is read', async () => {
  const whole = script('tweets', [tweet({ id: '91', text: 'before' }), tweet({ id: '92', text: 'after' })])
  const { found, missed } = await readAll(
    format,
    archive({
      'data/tweets.js': whole.slice(0, -60),
      'data/tweets-part1.js': script('tweets', [tweet({ id: '93', text: 'next' })]).replace('part0', 'part1'),
      'data/community-tweet.js': script('community_tweet', [tweet({ id: '94', text: 'community' })]),
    }),
  )
  expect(found.map(({ item }) => item.text)).toEqual(['before', 'next', 'community'])
  expect(missed).toEqual([['data/tweets.js', 'record 2', 'the file breaks off here']])
})

test('the first archives, without folder, wrapper or manifest, are read', async () => {
  const { found } = await readAll(
    format,
    memoryArchive({
      'account.js': account,
      'tweet.js': `window.YTD.tweet.part0 = [ ${JSON.stringify(tweet({ id: '95', text: 'early' }).tweet)} ]`,
    }),
  )
  expect(found.map(({ item }) => [item.text, item.author.handle])).toEqual([['early', '@ana_bakes']])
})

test('the owner is known from the manifest where the account is damaged, and must be known', async () => {
  const posts = { 'data/tweets.js': script('tweets', [tweet({ id: '96', text: 'mine' })]) }
  const { found } = await readAll(
    format,
    archive({ ...posts, 'data/account.js': 'window.YTD.account.part0 = [ {' }),
  )
  expect(found[0]?.item.author).toMatchObject({ remoteId: me.id, name: me.name, bio: 'Bread & boats.' })
  await expect(readAll(format, memoryArchive(posts))).rejects.toMatchObject({
    code: 'bad-input',
    message: expect.stringContaining('does not say whose it is'),
  })
})

test('a file without end is read one post at a time, always in the same order', async () => {
  const sizes: number[] = []
  function* endless() {
    yield 'window.YTD.tweets.part0 = [\n'
    for (let n = 1; ; n += 1) {
      const text = `${n === 1 ? '' : ','}${JSON.stringify(tweet({ id: String(n), text: `Loaf ${String(n)}` }))}\n`
      sizes.push(text.length)
      yield text
    }
  }
  const files = archive({ 'data/tweets.js': endless })
  const reading = { signal: new AbortController().signal, notUnderstood: () => undefined }
  let count = 0
  const before = files.pulled()
  for await (const { item } of format.read(files, reading)) {
    count += 1
    expect(item.text).toBe(`Loaf ${String(count)}`)
    // The posts that came out, one piece beyond, and the small files of the owner.
    expect(files.pulled() - before).toBeLessThan((count + 1) * Math.max(...sizes) + 16_384)
    if (count === 500) break
  }
  expect(count).toBe(500)
})

test('reading ends when it is told to', async () => {
  const stop = new AbortController()
  const files = archive({
    'data/tweets.js': script(
      'tweets',
      ['1', '2', '3'].map((id) => tweet({ id, text: id })),
    ),
  })
  const seen: string[] = []
  for await (const { item } of format.read(files, { signal: stop.signal, notUnderstood: () => undefined })) {
    seen.push(item.text)
    stop.abort()
  }
  expect(seen).toEqual(['1'])
})

test('whatever is put anywhere into a file is passed over, and nothing is thrown', async () => {
  const posts = script('tweets', [
    sameAsHeard,
    tweet({ id: '2', text: 'two #Rye' }),
    tweet({ id: '3', text: 'three' }),
  ])
  await fc.assert(
    fc.asyncProperty(
      fc.nat(posts.length),
      fc.oneof(
        fc.constantFrom('"', '{', ']', '-1', 'null', ',', '\\'),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
      fc.nat(12),
      async (at, piece, less) => {
        const { found } = await readAll(
          format,
          archive({ 'data/tweets.js': posts.slice(0, at) + piece + posts.slice(at + less) }),
        )
        for (const { item } of found)
          for (const { start, end } of item.spans) {
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(item.text.length)
          }
      },
    ),
    { numRuns: 300 },
  )
})
