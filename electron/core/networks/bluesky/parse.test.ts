import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { itemOf, parseRecorded, type Viewer } from './parse.ts'
import { readPost } from './wire.ts'

/** Recordings of a real network of one's own: PDS and AppView as npm has them (`@atproto/dev-env` 0.6.7). */
const fixture = (name: string) => {
  // Written by us in this shape.
  const { url, headers, body } = JSON.parse(
    readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8'),
  ) as { url: string; headers: Record<string, string>; body: Record<string, unknown> }
  return { url, headers, body: Buffer.from(JSON.stringify(body)) }
}
const alice = 'did:plc:hxkmi6zpyf3jetn4bjwm5ztd'
const carla = 'did:plc:c53seuej255me3vnovqg4f7r'
const posts = (name: string, viewer: Viewer = { did: alice }) => {
  const body = JSON.parse(fixture(name).body.toString()) as { posts: unknown[] }
  return body.posts.map((value) => {
    const read = readPost(value)
    if (read === undefined) throw new Error('a recorded post cannot be read')
    return itemOf(read, viewer)
  })
}
const written = (record: object, more: object = {}, viewer: Viewer = { did: alice }) => {
  const read = readPost({
    uri: 'at://did:plc:bob/app.bsky.feed.post/3k',
    cid: 'bafy',
    author: { did: 'did:plc:bob', handle: 'bob.test' },
    record: { text: 'hi', createdAt: '2026-10-01T08:00:00Z', ...record },
    indexedAt: '2026-10-01T08:00:01Z',
    ...more,
  })
  if (read === undefined) throw new Error('not a post')
  return itemOf(read, viewer)
}

describe('recorded answers', () => {
  test('notifications: each post once, with who said it and what it answers', () => {
    const items = parseRecorded(fixture('notifications'))
    expect(items.length).toBeGreaterThan(6)
    expect(new Set(items.map(({ remoteId }) => remoteId)).size).toBe(items.length)
    const reply = items.find(({ text }) => text.startsWith('Third voice'))
    expect(reply).toMatchObject({
      text: 'Third voice in the thread 👋 日本語 עברית',
      author: { remoteId: carla, handle: '@carla.test', name: 'Carla', bio: 'carla of the test lab' },
      lang: 'en',
    })
    expect(reply?.parentRef).toMatch(/^at:\/\/did:plc:hxkm/)
    expect(reply?.rootRef).toMatch(/^at:\/\/did:plc:hxkm/)
    expect(reply?.url).toBe(
      `https://bsky.app/profile/${carla}/post/${reply?.remoteId.split('/').at(-1) ?? ''}`,
    )
  })

  test('a search, a feed, a thread and single posts are told apart', () => {
    expect(parseRecorded(fixture('search')).length).toBeGreaterThan(5)
    expect(parseRecorded(fixture('author-feed')).map(({ text }) => text)).toContain('answer to the middle')
    expect(parseRecorded(fixture('thread')).map(({ text }) => text.slice(0, 10))).toEqual([
      'Hello from',
      'Nice to se',
      'It does, @',
      'Third voic',
    ])
    expect(parseRecorded(fixture('posts'))).toHaveLength(5)
    expect(parseRecorded(fixture('jetstream-event'))).toMatchObject([
      { text: '焼けた 😋 #パン', spans: [{ type: 'hashtag', value: 'パン', start: 7, end: 10 }] },
    ])
  })

  test('a refusal is told in the words of the server', () => {
    expect(() => parseRecorded(fixture('thread-gone'))).toThrow(/Post not found/)
  })

  test('ranges in bytes come out at the right characters', () => {
    const [item] = posts('posts')
    expect(item?.spans.map(({ start, end, type }) => [type, item.text.slice(start, end)])).toEqual([
      ['mention', '@alice.test'],
      ['hashtag', '#パン'],
      ['link', 'https://bakery.example/路?x=1'],
    ])
    expect(item?.spans[0]).toMatchObject({ value: 'alice.test', href: `https://bsky.app/profile/${alice}` })
    expect(item?.spans[2]?.href).toBe('https://bakery.example/%E8%B7%AF?x=1')
    expect(item?.lang).toBe('ja')
  })

  test('a card and a quoted post are links below the words, a picture has its description, a label warns', () => {
    const [, card, , picture, quote] = posts('posts')
    expect(card?.text).toBe('Their opening hours, @alice.test?\n\nOpening hours | Lab bakery')
    expect(card?.spans.at(-1)).toMatchObject({ type: 'link', href: 'https://bakery.example/hours' })
    expect(card?.warning).toBe('Graphic media')
    expect(picture?.media).toMatchObject([{ kind: 'image', alt: 'one red pixel' }])
    expect(quote?.text).toMatch(/^Quoting alice\n\nhttps:\/\/bsky\.app\/profile\/did:plc:hxkm\S+$/)
    expect(quote).toMatchObject({ kind: 'mention', direct: true })
  })
})

describe('who is spoken to', () => {
  const facet = (did: string) => [
    {
      index: { byteStart: 0, byteEnd: 2 },
      features: [{ $type: 'app.bsky.richtext.facet#mention', did }],
    },
  ]
  const ref = (did: string, rkey = '3a') => ({ uri: `at://${did}/app.bsky.feed.post/${rkey}`, cid: 'x' })

  test('an answer to us is a reply, whether it names us or not', () => {
    const reply = { root: ref('did:plc:z'), parent: ref(alice) }
    expect(written({ reply })).toMatchObject({ kind: 'reply', direct: true })
    expect(written({ reply, facets: facet(alice) })).toMatchObject({ kind: 'reply', direct: true })
  })

  test('an answer to somebody else in a thread of ours is not said to us', () => {
    const reply = { root: ref(alice), parent: ref('did:plc:z') }
    expect(written({ reply })).toMatchObject({ kind: 'post', direct: false })
    expect(written({ reply, facets: facet(alice) })).toMatchObject({ kind: 'mention', direct: true })
  })

  test('a name without a facet is nobody', () => {
    expect(written({ text: '@alice.test hello' })).toMatchObject({ kind: 'post', direct: false })
    expect(written({ facets: facet('did:plc:z') })).toMatchObject({ kind: 'post', direct: false })
  })

  test('a quote speaks to us, also with pictures beside it', () => {
    const record = ref(alice)
    expect(written({ embed: { $type: 'app.bsky.embed.record', record } })).toMatchObject({ kind: 'mention' })
    expect(
      written({
        embed: {
          $type: 'app.bsky.embed.recordWithMedia',
          record: { $type: 'app.bsky.embed.record', record },
          media: { $type: 'app.bsky.embed.images', images: [] },
        },
      }),
    ).toMatchObject({ kind: 'mention', direct: true })
  })

  test('what is ours is ours and speaks to nobody here', () => {
    expect(written({ facets: facet('did:plc:bob') }, {}, { did: 'did:plc:bob' })).toMatchObject({
      kind: 'post',
      mine: true,
      direct: false,
    })
  })
})

describe('odd posts', () => {
  const at = (createdAt: string, indexedAt?: string) => written({ createdAt }, { indexedAt }).createdMs

  test('a claimed time is believed where it is close to when it was heard', () => {
    const heard = '2026-10-01T08:00:00Z'
    expect(at('2026-10-01T07:59:58Z', heard)).toBe(Date.parse('2026-10-01T07:59:58Z'))
    expect(at('2010-01-01T00:00:00Z', heard)).toBe(Date.parse(heard))
    expect(at('2036-01-01T00:00:00Z', heard)).toBe(Date.parse(heard))
    expect(at('yesterday', heard)).toBe(Date.parse(heard))
    expect(at('2026-10-01T07:59:58Z')).toBe(Date.parse('2026-10-01T07:59:58Z'))
  })

  test('the words do not depend on what the AppView adds, so that nothing looks edited', () => {
    const record = {
      embed: { $type: 'app.bsky.embed.record', record: { uri: 'at://did:plc:z/app.bsky.feed.post/3q' } },
    }
    const plain = written(record)
    const shown = written(record, {
      embed: { $type: 'app.bsky.embed.record#view', record: { value: { text: 'quoted' } } },
      labels: [{ val: 'spam', src: 'did:plc:labeler' }],
      likeCount: 4,
    })
    expect([shown.text, shown.spans, shown.warning]).toEqual([plain.text, plain.spans, plain.warning])
  })

  test('a link that the text has already is not repeated, and an address that is none is left out', () => {
    const embed = (uri: string) => ({ $type: 'app.bsky.embed.external', external: { uri, title: 'T' } })
    const facets = [
      {
        index: { byteStart: 0, byteEnd: 2 },
        features: [{ $type: 'app.bsky.richtext.facet#link', uri: 'https://x.example/' }],
      },
    ]
    expect(written({ facets, embed: embed('https://x.example/') }).text).toBe('hi')
    expect(written({ embed: embed('ftp://x.example/') }).text).toBe('hi')
    expect(written({ text: '', embed: embed('https://x.example/') }).text).toBe('T')
  })

  test('an account whose handle leads nowhere is called by its DID, and bots that say so are bots', () => {
    const { author } = written({}, { author: { did: 'did:plc:z', handle: 'handle.invalid' } })
    expect(author).toMatchObject({ handle: '@did:plc:z', name: 'did:plc:z', isBot: false })
    const labels = [{ val: 'bot', src: 'did:plc:z' }]
    expect(written({}, { author: { did: 'did:plc:z', handle: 'z.test', labels } }).author.isBot).toBe(true)
  })

  test('lone surrogates become what they are sent as, and lose no span', () => {
    const facets = [
      { index: { byteStart: 4, byteEnd: 6 }, features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'a' }] },
    ]
    const item = written({ text: '\ud83d #a', facets })
    expect([item.text, item.spans[0]?.start]).toEqual(['\ufffd #a', 2])
  })
})
