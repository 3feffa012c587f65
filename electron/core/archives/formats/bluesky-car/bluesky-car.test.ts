import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseRecorded } from '../../../networks/bluesky/parse.ts'
import { memoryArchive, readAll } from '../../testing.ts'
import {
  blockOf,
  carHeader,
  carSection,
  makeCar,
  makeRepository,
  varint,
  type MadeBlock,
} from '../../testing/make-car.ts'
import { expectStoredOnce } from '../../testing/stored-once.ts'
import { format } from './index.ts'

const did = 'did:plc:hxkmi6zpyf3jetn4bjwm5ztd'
const other = 'did:plc:3rkl445r22ls2vthvmyvoiz4'
const cid = 'bafyreihskfvglfoiw3h3762w72zrnlrumbywwgiefjymocjc6hizfqn6p4'
const picture = 'bafkreibs4hca2whguuqvtnk4y5dahy5hvsxoygftczl4rgpxlwooqlycde'

const post = (text: string, more: object = {}): object => ({
  $type: 'app.bsky.feed.post',
  text,
  createdAt: '2026-11-25T22:56:39.309Z',
  ...more,
})
const named = (posts: Record<string, object>): Record<string, object> =>
  Object.fromEntries(Object.entries(posts).map(([key, value]) => [`app.bsky.feed.post/${key}`, value]))

const profile = {
  'app.bsky.actor.profile/self': {
    $type: 'app.bsky.actor.profile',
    displayName: 'Alice 🥐',
    description: 'Bakes.',
    avatar: { $type: 'blob', ref: { $link: picture }, mimeType: 'image/jpeg', size: 100 },
  },
}

const read = async (car: Uint8Array, pieceBytes?: number) => {
  const { found, missed } = await readAll(format, memoryArchive({ 'repo.car': car }, pieceBytes))
  return { found, items: found.map(({ item }) => item), missed }
}

function heardFixture() {
  const { url, headers, body }: { url: string; headers: Record<string, string>; body: unknown } = JSON.parse(
    readFileSync(new URL('../../../networks/bluesky/fixtures/author-feed.json', import.meta.url), 'utf8'),
  )
  return parseRecorded({ url, headers, body: Buffer.from(JSON.stringify(body)) }).filter(
    ({ author }) => author.remoteId === did,
  )
}

/** The records of a recorded feed, by name. */
function recordsOf(items: ReturnType<typeof heardFixture>): Record<string, object> {
  return Object.fromEntries(
    items.map(({ remoteId, raw }) => {
      const { record }: { record: object } = JSON.parse(JSON.stringify(raw))
      return [remoteId.replace(`at://${did}/`, ''), record]
    }),
  )
}

test('a repository is recognised by its first bytes, whatever it is called', async () => {
  const car = makeCar(makeRepository(did, named({ '3l5a2b3c4d5e2': post('x') })))
  expect(await format.recognises(memoryArchive({ 'repo.car': car }))).toBe(true)
  expect(await format.recognises(memoryArchive({ download: car }))).toBe(true)
  expect(await format.recognises(memoryArchive({ 'bluesky/repo.CAR': car, 'readme.txt': 'x' }))).toBe(true)
  expect(await format.recognises(memoryArchive({ 'car.jpg': car, 'readme.txt': 'x' }))).toBe(false)
  expect(await format.recognises(memoryArchive({ 'repo.car': 'a wheel' }))).toBe(false)
})

test('posts that were recorded from a server have the same names, hashes, words and spans', async () => {
  const heard = heardFixture()
  expect(heard.length).toBeGreaterThan(1)
  const { found, items, missed } = await read(
    makeCar(makeRepository(did, { ...recordsOf(heard), ...profile })),
  )
  expect(missed).toEqual([])
  const byName = new Map(items.map((item) => [item.remoteId, item]))
  for (const item of heard) {
    const { cid: theirs }: { cid: string } = JSON.parse(JSON.stringify(item.raw))
    expect(byName.get(item.remoteId)).toMatchObject({
      ref: item.ref,
      parentRef: item.parentRef,
      rootRef: item.rootRef,
      createdMs: item.createdMs,
      text: item.text,
      spans: item.spans,
      warning: item.warning,
      lang: item.lang,
      url: item.url,
      author: { remoteId: did, name: 'Alice 🥐', bio: 'Bakes.' },
      mine: true,
      direct: false,
      raw: { cid: theirs },
    })
  }
  expectStoredOnce(found, { network: 'bluesky', refSpace: 'bluesky', items: heard })
})

test('facets count bytes; answers, quotes, cards, warnings, pictures and films come along', async () => {
  const text = '👩‍👩‍👧‍👦 パン屋さん @alice.test #خبز'
  const at = (part: string) => {
    const byteStart = Buffer.byteLength(text.slice(0, text.indexOf(part)))
    return { byteStart, byteEnd: byteStart + Buffer.byteLength(part) }
  }
  const image = {
    image: { $type: 'blob', ref: { $link: picture }, mimeType: 'image/png', size: 1 },
    alt: 'A loaf',
  }
  const { items, missed } = await read(
    makeCar(
      makeRepository(
        did,
        named({
          '3l5a2b3c4d5e2': post(text, {
            langs: ['ja', 'ar'],
            facets: [
              {
                index: at('@alice.test'),
                features: [{ $type: 'app.bsky.richtext.facet#mention', did: other }],
              },
              { index: at('#خبز'), features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'خبز' }] },
              {
                index: { byteStart: 1, byteEnd: 5 },
                features: [{ $type: 'app.bsky.richtext.facet#tag', tag: 'x' }],
              },
            ],
            labels: { $type: 'com.atproto.label.defs#selfLabels', values: [{ val: 'graphic-media' }] },
            reply: {
              root: { uri: `at://${other}/app.bsky.feed.post/3aaa`, cid },
              parent: { uri: `at://${other}/app.bsky.feed.post/3bbb`, cid },
            },
          }),
          '3l5a2b3c4d5e3': post('Two', {
            embed: {
              $type: 'app.bsky.embed.recordWithMedia',
              record: {
                $type: 'app.bsky.embed.record',
                record: { uri: `at://${other}/app.bsky.feed.post/3ccc`, cid },
              },
              media: { $type: 'app.bsky.embed.images', images: [image, { alt: 'lost' }] },
            },
          }),
          '3l5a2b3c4d5e4': post('Three', {
            embed: { $type: 'app.bsky.embed.video', video: image.image, alt: 'Kneading' },
          }),
          '3l5a2b3c4d5e5': post('Four', {
            embed: {
              $type: 'app.bsky.embed.external',
              external: { uri: 'https://bakery.example/hours', title: 'Opening hours', description: '' },
            },
          }),
        }),
      ),
    ),
  )
  expect(missed).toEqual([])
  const [one, two, three, four] = [...items].sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1))
  expect(one?.spans.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
    ['mention', '@alice.test'],
    ['hashtag', '#خبز'],
  ])
  expect(one).toMatchObject({
    lang: 'ja',
    warning: 'Graphic media',
    parentRef: `at://${other}/app.bsky.feed.post/3bbb`,
    rootRef: `at://${other}/app.bsky.feed.post/3aaa`,
  })
  expect(two).toMatchObject({
    text: `Two\n\nhttps://bsky.app/profile/${other}/post/3ccc`,
    media: [
      {
        kind: 'image',
        url: `https://cdn.bsky.app/img/feed_fullsize/plain/${did}/${picture}@jpeg`,
        alt: 'A loaf',
      },
    ],
  })
  expect(three?.media).toMatchObject([{ kind: 'video', alt: 'Kneading' }])
  expect(three?.media[0]?.url).toContain(
    `/watch/did%3Aplc%3Ahxkmi6zpyf3jetn4bjwm5ztd/${picture}/playlist.m3u8`,
  )
  expect(four?.text).toBe('Four\n\nOpening hours')
})

describe('however the blocks lie', () => {
  const words = Object.fromEntries(
    Array.from({ length: 400 }, (_, n) => [
      `app.bsky.feed.post/3l5a2b${String(n).padStart(3, '0')}aaaa`,
      post(`n ${String(n)}`),
    ]),
  )
  const likes = Object.fromEntries(
    Array.from({ length: 200 }, (_, n) => [
      `app.bsky.feed.like/3l5a2b${String(n).padStart(3, '0')}bbbb`,
      {
        $type: 'app.bsky.feed.like',
        subject: { uri: `at://${other}/app.bsky.feed.post/3aaa`, cid },
        createdAt: 'x',
        n,
      },
    ]),
  )
  const repository = makeRepository(did, { ...words, ...likes, ...profile })
  const expected = Object.keys(words).map((key) => `at://${did}/${key}`)

  test('all posts are found once, and nothing that is no post', async () => {
    const turned = (blocks: MadeBlock[]) => [...blocks].reverse()
    const twice = (blocks: MadeBlock[]) => [...blocks, ...blocks]
    for (const order of [undefined, turned, twice]) {
      const { items, missed } = await read(makeCar(repository, order), 1000)
      expect(items.map(({ remoteId }) => remoteId).sort()).toEqual(expected)
      expect(new Set(items.map(({ author }) => author.name))).toEqual(new Set(['Alice 🥐']))
      expect(missed).toEqual([])
    }
  })

  test('in any order, and in pieces of any size', async () => {
    const small = makeRepository(
      did,
      named(Object.fromEntries(['a', 'b', 'c', 'd'].map((key) => [key, post(key)]))),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...Array(small.nodes.length + 5).keys()], { minLength: small.nodes.length + 5 }),
        fc.integer({ min: 1, max: 200 }),
        async (order, pieceBytes) => {
          const car = makeCar(small, (blocks) => order.flatMap((at) => blocks[at] ?? []))
          const { items, missed } = await read(car, pieceBytes)
          expect(items.map(({ text }) => text).sort()).toEqual(['a', 'b', 'c', 'd'])
          expect(missed).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })

  test('the same file gives the same order', async () => {
    const car = makeCar(repository)
    const [first, again] = [await read(car), await read(car, 77)]
    expect(again.items).toEqual(first.items)
  })
})

test('a post that was taken back stays so, although it still lies in the file with the tree that held it', async () => {
  const before = makeRepository(
    did,
    named({ '3a': post('kept'), '3b': post('regretted'), '3c': post('kept too') }),
  )
  const now = makeRepository(did, named({ '3a': post('kept'), '3c': post('kept too') }))
  const car = makeCar(now, (blocks) => [
    before.commit,
    ...before.nodes,
    ...before.records.values(),
    ...blocks,
  ])
  const { items, missed } = await read(car)
  expect(items.map(({ text }) => text)).toEqual(['kept', 'kept too'])
  expect(missed).toEqual([])
})

test('the same words under two names are two posts', async () => {
  const { items } = await read(makeCar(makeRepository(did, named({ '3b': post('hm'), '3a': post('hm') }))))
  expect(items.map(({ remoteId }) => remoteId.slice(-2))).toEqual(['3a', '3b'])
})

test('the time is the claimed one as far as the name allows; a name from the future allows anything', async () => {
  const born = '2026-11-25T22:56:39.309Z'
  const repository = makeRepository(
    did,
    named({
      // Keys of the recorded server: the first is of 2026-11-25.
      '3n36ayq3pis2z': post('imported', { createdAt: '2012-01-01T00:00:00Z' }),
      '3n36awqnqjc2z': post('as it was', { createdAt: '2026-11-25T22:50:00.000Z' }),
      jzzzzzzzzzzzz: post('from the future', { createdAt: born }),
      self: post('no moment in its name', { createdAt: born }),
      '3n36awqs73s2z': post('never', { createdAt: 'once' }),
    }),
    '3n36ayq3pit2z',
  )
  const { items } = await read(makeCar(repository))
  const at = (text: string) =>
    new Date(items.find((item) => item.text === text)?.createdMs ?? 0).toISOString()
  expect(at('imported').slice(0, 10)).toBe('2026-11-25')
  expect(at('as it was')).toBe('2026-11-25T22:50:00.000Z')
  expect(at('from the future')).toBe(born)
  expect(at('no moment in its name')).toBe(born)
  expect(at('never').slice(0, 10)).toBe('2026-11-25')
})

describe('what is broken', () => {
  const repository = makeRepository(
    did,
    named({
      '3a': post('fine'),
      '3b': post('changed'),
      '3c': { $type: 'app.bsky.feed.post', text: 7 },
      '3d': post('lost'),
    }),
  )
  const blockNamed = (key: string): MadeBlock => {
    const block = repository.records.get(`app.bsky.feed.post/${key}`)
    if (block === undefined) throw new Error(`no ${key}`)
    return block
  }

  test('is told by the name of the post, and the rest is kept', async () => {
    const changed = blockOf(post('evil'))
    const car = Buffer.concat([
      carHeader(repository.commit),
      ...[repository.commit, ...repository.nodes, blockNamed('3a'), blockNamed('3c')].map((block) =>
        carSection(block, block.hash),
      ),
      carSection(changed, blockNamed('3b').hash),
    ])
    const { items, missed } = await read(car)
    expect(items.map(({ text }) => text)).toEqual(['fine'])
    expect(missed).toEqual([
      ['repo.car', '3c', 'it has no text, or a name that no post can have'],
      ['repo.car', '3b', 'the file does not hold this post, or holds it damaged'],
      ['repo.car', '3d', 'the file does not hold this post, or holds it damaged'],
    ])
  })

  test('blocks of other kinds, of no kind and too long ones are passed over', async () => {
    const raw = Buffer.concat([varint(40), Buffer.from([1, 0x55, 0x12, 0x20]), Buffer.alloc(36)])
    const long = Buffer.concat([varint(36 + 5_000_000), Buffer.alloc(36 + 5_000_000)])
    const nodes = blockOf({ e: [{ p: 5, k: 'no bytes', v: 1, t: null }], l: null })
    const car = makeCar(repository)
    const head = carHeader(repository.commit)
    const { items, missed } = await read(
      Buffer.concat([
        head,
        raw,
        long,
        carSection(nodes, nodes.hash),
        carSection(nodes, blockNamed('3a').hash),
        car.subarray(head.length),
      ]),
    )
    expect(items.map(({ text }) => text)).toEqual(['fine', 'changed', 'lost'])
    expect(missed.slice(0, 4)).toEqual([
      ['repo.car', 'block 1', 'it has a name of a kind that repositories do not use'],
      ['repo.car', 'block 2', 'it is longer than 4194304 bytes'],
      ['repo.car', 'block 3', 'it is no part of a tree that can be read'],
      ['repo.car', 'block 4', 'its content is not what its name says'],
    ])
  })

  test('a file that breaks off gives what it holds', async () => {
    const car = makeCar(repository)
    const { items, missed } = await read(car.subarray(0, -20))
    expect(items.map(({ text }) => text)).toEqual(['fine', 'changed'])
    expect(missed.map(([, where]) => where)).toEqual(['block 6', '3c', '3d'])
  })

  test('a tree with a hole gives what hangs from the rest', async () => {
    const many = makeRepository(
      did,
      named(Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`3k${String(n)}`, post('x')]))),
    )
    expect(many.nodes.length).toBeGreaterThan(3)
    const { items, missed } = await read(
      makeCar(many, (blocks) => blocks.filter((block) => block !== many.nodes[0])),
    )
    expect(items.length).toBeGreaterThan(0)
    expect(items.length).toBeLessThan(60)
    expect(missed).toEqual([
      ['repo.car', 'tree', '1 parts of it are missing; the posts that hang there are not found'],
    ])
  })

  test('what says nothing of itself is refused with words', async () => {
    await expect(read(makeCar(repository, (blocks) => blocks.slice(1)))).rejects.toMatchObject({
      code: 'bad-input',
    })
    await expect(read(Buffer.from('a wheel'))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(read(Buffer.alloc(0))).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('records nested without end harm nobody', async () => {
    const deep = Buffer.concat([
      Buffer.from([0xa3, 0x61, 0x78]),
      Buffer.alloc(200_000, 0x81),
      Buffer.from([0x80]),
      // text: hm, $type: app.bsky.feed.post
      Buffer.from('dtextbhme$typerapp.bsky.feed.post'),
    ])
    const { items, missed } = await read(
      makeCar(makeRepository(did, { 'app.bsky.feed.post/3a': deep, ...named({ '3b': post('fine') }) })),
    )
    expect(items.map(({ text }) => text)).toEqual(['fine'])
    expect(missed).toEqual([['repo.car', '3a', 'it is no post']])
  })
})

test('any bytes are refused or read, and nothing else is thrown', async () => {
  const car = makeCar(makeRepository(did, { ...named({ '3a': post('one'), '3b': post('two') }), ...profile }))
  await fc.assert(
    fc.asyncProperty(fc.nat(car.length - 1), fc.integer({ min: 0, max: 255 }), async (at, byte) => {
      const changed = Buffer.from(car)
      changed[at] = byte
      try {
        const { items } = await read(changed)
        for (const { text } of items) expect(['one', 'two']).toContain(text)
      } catch (error) {
        expect(error).toMatchObject({ code: 'bad-input' })
      }
    }),
    { numRuns: 300 },
  )
})

test('records are let go of as they are read: no more than a block is read ahead', async () => {
  const posts = Object.fromEntries(
    Array.from({ length: 300 }, (_, n) => [`3k${String(n).padStart(4, '0')}`, post('x'.repeat(5000), { n })]),
  )
  const repository = makeRepository(did, named(posts))
  const car = makeCar(repository)
  const files = memoryArchive({ 'repo.car': car }, 4096)
  let count = 0
  for await (const one of format.read(files, {
    signal: new AbortController().signal,
    notUnderstood: () => undefined,
  })) {
    expect(one.item.text.length).toBe(5000)
    count += 1
    // Once through for the tree, and then the records that came out and one piece beyond.
    const behind = car.length - (300 - count) * 5000
    expect(files.pulled() - car.length).toBeLessThan(behind + 4096)
  }
  expect(count).toBe(300)
})
