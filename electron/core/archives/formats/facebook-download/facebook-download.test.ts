import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { memoryArchive, readAll, type Content } from '../../testing.ts'
import { expectStoredOnce } from '../../testing/stored-once.ts'
import { format } from './index.ts'
import { mended } from './mend.ts'
import { spansOf, withoutMarks } from './words.ts'

/** JSON as Facebook writes it: each byte of UTF-8 as an escaped character of its own. */
function asFacebookWrites(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(/[^\n\u0020-\u007e]/gu, (character) =>
    [...Buffer.from(character)].map((byte) => `\\u00${byte.toString(16)}`).join(''),
  )
}

const activity = 'your_facebook_activity'
const postsFile = `${activity}/posts/your_posts__check_ins__photos_and_videos_1.json`
const commentsFile = `${activity}/comments_and_reactions/comments.json`
const profile = {
  'personal_information/profile_information/profile_information.json': asFacebookWrites({
    profile_v2: {
      name: { full_name: 'Zoë Bäcker 🥐', first_name: 'Zoë' },
      emails: { emails: ['zoe@mail.example'] },
    },
  }),
}
const at = 1_763_631_012
const post = (words: string, more: object = {}) => ({
  timestamp: at,
  attachments: [],
  data: [{ post: words }, { update_timestamp: at }],
  title: 'Zoë Bäcker updated her status.',
  ...more,
})

const read = async (files: Record<string, Content>) => {
  const { found, missed } = await readAll(format, memoryArchive({ ...profile, ...files }))
  return { found, items: found.map(({ item }) => item), missed }
}
const only = (...posts: unknown[]) => read({ [postsFile]: asFacebookWrites(posts) })

test('a download is recognised by its files, of whatever year', async () => {
  for (const [path, is] of [
    [postsFile, true],
    ['posts/your_posts_1.json', true],
    ['facebook-zoe/your_activity_across_facebook/posts/your_posts_2.json', true],
    ["this_profile's_activity_across_facebook/posts/profile_posts_1.json", true],
    ["posts/other_people's_posts_to_your_timeline.json", true],
    [`${activity}/posts/your_posts_1.html`, true],
    ['your_instagram_activity/content/posts_1.json', false],
    [`${activity}/messages/inbox/ana_1/message_1.json`, false],
  ] as const)
    expect(await format.recognises(memoryArchive({ [path]: '[]' })), path).toBe(is)
  expect(await format.recognises(memoryArchive({ ...profile, [commentsFile]: '{}' }))).toBe(true)
})

test('texts are mended in every script, and proper ones are left alone', async () => {
  const words = 'Grüße aus Łódź 🥖👩‍👩‍👧‍👦 שלום, 東京, خبز – “so”, voilà'
  const { items, missed } = await only(post(words))
  expect(missed).toEqual([])
  expect(items[0]).toMatchObject({
    kind: 'post',
    text: words,
    mine: true,
    direct: false,
    createdMs: at * 1000,
    author: { remoteId: 'download:zoë bäcker 🥐', handle: 'Zoë Bäcker 🥐', name: 'Zoë Bäcker 🥐' },
  })
  expect(mended('Grüße')).toBe('Grüße')
  expect(mended('already 東京 é')).toBe('already 東京 é')
  expect(mended(Buffer.from('cut at é and 🥖').toString('latin1').slice(0, -1))).toBe('cut at é and ð\u009f¥')
  expect(mended(mended(Buffer.from('é').toString('latin1')))).toBe('é')
  expect(mended('a\ud800')).toBe('a\ufffd')
})

test('who is named, tags and addresses have their places, also behind the marks of names', () => {
  const words = 'With @[1234567:2048:Ana Silva] & @[99:274:Crumb & Crust] #Brot https://bakery.example/路. #1'
  const text = withoutMarks(words)
  expect(text).toBe('With Ana Silva & Crumb & Crust #Brot https://bakery.example/路. #1')
  expect(spansOf(words).map(({ type, value, start, end }) => [type, value, text.slice(start, end)])).toEqual([
    ['mention', 'Ana Silva', 'Ana Silva'],
    ['mention', 'Crumb & Crust', 'Crumb & Crust'],
    ['hashtag', 'Brot', '#Brot'],
    ['link', undefined, 'https://bakery.example/路'],
  ])
  expect(withoutMarks('mail ana@[home] and @[1:2:')).toBe('mail ana@[home] and @[1:2:')
})

test('what was attached stands below the words: links, places, what was said of pictures', async () => {
  const { items } = await only(
    post('Look', {
      attachments: [
        {
          data: [
            { external_context: { url: 'https://bakery.example/hours', name: 'Öffnungszeiten' } },
            {
              place: {
                name: 'Crumb & Crust',
                coordinate: { latitude: 1, longitude: 2 },
                address: '',
                url: 'https://www.facebook.com/crumb',
              },
            },
          ],
        },
        {
          data: [{ media: { uri: `${activity}/posts/media/oven.jpg`, description: 'Our oven', title: 'x' } }],
        },
      ],
    }),
    post('https://bakery.example/hours', {
      attachments: [{ data: [{ external_context: { url: 'https://bakery.example/hours' } }] }],
    }),
  )
  expect(items.map(({ text }) => text)).toEqual([
    'Look\n\nCrumb & Crust\n\nOur oven'.replace(
      'Crumb',
      'Öffnungszeiten\nhttps://bakery.example/hours\n\nCrumb',
    ),
    'https://bakery.example/hours',
  ])
  expect(items.map(({ media }) => media)).toEqual([[], []])
})

test('posts that only show something say what Facebook says of them; what says nothing is left out', async () => {
  const picture = [{ data: [{ media: { uri: `${activity}/posts/media/a.jpg` } }] }]
  const { items, missed } = await only(
    { timestamp: at, attachments: picture, title: 'Zoë added a new photo.' },
    { timestamp: at, data: [], title: 'Zoë was feeling warm.' },
    { timestamp: at, data: [{ post: '' }], attachments: picture },
  )
  expect(items.map(({ text }) => text)).toEqual(['Zoë added a new photo.'])
  expect(missed).toEqual([])
})

test('an edit is known by its time', async () => {
  const { items } = await only(post('x', { data: [{ post: 'x' }, { update_timestamp: at + 60 }] }), post('y'))
  expect(items.map(({ editedMs }) => editedMs)).toEqual([(at + 60) * 1000, undefined])
})

test('comments, also in groups, say in their title where they stand', async () => {
  const { items } = await read({
    [commentsFile]: asFacebookWrites({
      comments_v2: [
        {
          timestamp: at,
          data: [{ comment: { timestamp: at - 5, comment: 'Schön 🥐', author: 'Zoë Bäcker' } }],
          title: 'Zoë Bäcker commented on Ana Silva’s post.',
        },
        { timestamp: at, data: [{ comment: { timestamp: at, comment: '', author: 'Zoë' } }], title: 'x' },
        {
          timestamp: at,
          attachments: [{ data: [{ external_context: { url: 'https://gif.example/a.gif' } }] }],
          data: [{ comment: { timestamp: at, comment: '', author: 'Zoë Bäcker' } }],
        },
      ],
    }),
    [`${activity}/groups/your_comments_in_groups.json`]: asFacebookWrites({
      group_comments_v2: [
        { timestamp: at, data: [{ comment: { timestamp: at, comment: 'Roggen', group: 'Brot' } }] },
      ],
    }),
  })
  expect(items.map(({ kind, text, title, mine, author }) => [kind, text, title, mine, author.name])).toEqual([
    ['comment', 'Schön 🥐', 'Zoë Bäcker commented on Ana Silva’s post.', true, 'Zoë Bäcker'],
    ['comment', 'https://gif.example/a.gif', undefined, true, 'Zoë Bäcker'],
    ['comment', 'Roggen', 'Brot', true, 'Zoë Bäcker 🥐'],
  ])
  expect(items[0]?.createdMs).toBe((at - 5) * 1000)
})

test('what others wrote on the timeline speaks to the owner; who they were only the title says', async () => {
  const { items } = await read({
    "posts/other_people's_posts_to_your_timeline.json": asFacebookWrites({
      wall_posts_sent_to_you: {
        activity_log_data: [
          { timestamp: at, data: [{ post: 'Alles Gute!' }], title: 'Noor wrote on your timeline.' },
        ],
      },
    }),
  })
  expect(items[0]).toMatchObject({
    kind: 'mention',
    direct: true,
    mine: false,
    title: 'Noor wrote on your timeline.',
    author: { handle: 'name withheld' },
  })
})

test('lists under every name of the years are found, and a file that is one post', async () => {
  const one = [post('x')]
  for (const [path, value] of [
    ['posts/your_posts_1.json', one],
    ['posts/your_posts.json', { status_updates: one }],
    ['groups/group_posts_and_comments.json', { group_posts_v2: one }],
    ['groups/your_posts_in_groups.json', { group_posts: { activity_log_data: one } }],
    ["this_profile's_activity_across_facebook/posts/profile_posts_1.json", one[0]],
  ] as const)
    expect(
      (await read({ [path]: asFacebookWrites(value) })).items.map(({ text }) => text),
      path,
    ).toEqual(['x'])
})

test('names are made of the content: the same in a later download, and told apart where contents differ', async () => {
  const picture = (uri: string) => ({
    timestamp: at,
    attachments: [{ data: [{ media: { uri } }] }],
    title: 'Foto',
  })
  const first = await only(post('x'), post('y'), picture('posts/media/a.jpg'), picture('posts/media/b.jpg'))
  const later = await read({
    'posts/your_posts_1.json': asFacebookWrites([
      picture('your_facebook_activity/posts/media/a.jpg'),
      post('x', { title: 'Zoë hat ihren Status aktualisiert.' }),
    ]),
  })
  const names = first.items.map(({ remoteId }) => remoteId)
  expect(new Set(names).size).toBe(4)
  for (const name of names) expect(name).toMatch(/^download\/post\/1763631012\/[0-9a-f]{24}$/)
  expect(later.items.map(({ remoteId }) => remoteId)).toEqual([names[2], names[0]])
  expectStoredOnce(later.found, {
    network: 'facebook',
    refSpace: 'facebook',
    items: [...first.items].filter((_, n) => n % 2 === 0),
  })
})

describe('what is broken', () => {
  test('is told by its record, and the rest is kept', async () => {
    const { items, missed } = await only(
      post('kept'),
      { data: [{ post: 'when?' }] },
      null,
      { timestamp: at, media: [], label_values: [{ label: 'Beitrag', value: 'x' }], fbid: '1' },
      { timestamp: 'now', label_values: [{ label: 'Beitrag', value: 'x' }] },
      post('kept too', { attachments: [{ data: 'none' }, null, { data: [7] }] }),
    )
    expect(items.map(({ text }) => text)).toEqual(['kept', 'kept too'])
    expect(missed).toEqual([
      [postsFile, 'record 2', 'its timestamp is missing or cannot be read'],
      [postsFile, 'record 3', 'it is no record of this kind'],
      [
        postsFile,
        'record 4',
        'its parts are named in the language of the download, which Earshot does not read',
      ],
      [
        postsFile,
        'record 5',
        'its parts are named in the language of the download, which Earshot does not read',
      ],
    ])
  })

  test('files that break off, hold something else or are no JSON leave the others as they are', async () => {
    const { items, missed } = await read({
      'posts/your_posts_1.json': asFacebookWrites([post('before'), post('after')]).slice(0, -90),
      'posts/your_posts_2.json': '<html>',
      'posts/your_posts_3.json': '{"timestamp": 1, ',
      'posts/your_posts_4.json': asFacebookWrites([post('kept')]),
    })
    expect(items.map(({ text }) => text)).toEqual(['before', 'kept'])
    expect(missed).toEqual([
      ['posts/your_posts_1.json', 'record 2', 'the file breaks off here'],
      ['posts/your_posts_2.json', 'file', 'it holds no list that Earshot knows'],
      ['posts/your_posts_3.json', 'file', 'This is no JSON, or it breaks off.'],
    ])
  })

  test('a download without its owner is read, and one for reading is refused with words', async () => {
    const { found } = await readAll(
      format,
      memoryArchive({ 'posts/your_posts_1.json': asFacebookWrites([post('x')]) }),
    )
    expect(found[0]?.item.author.name).toBe('Owner of this download')
    await expect(
      readAll(format, memoryArchive({ [`${activity}/posts/your_posts_1.html`]: '<html>' })),
    ).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('choose JSON'),
    })
  })

  test('a record nested without end harms nobody', async () => {
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const { items } = await read({
      'posts/your_posts_1.json': `[{"timestamp": ${String(at)}, "data": [{"post": "x"}], "more": ${deep}}]`,
    })
    expect(JSON.stringify(items).length).toBeLessThan(1000)
    expect(items.map(({ text }) => text)).toEqual(['x'])
  })
})

test('a file without end is read one post at a time', async () => {
  const padding = 'x'.repeat(1000)
  function* endless() {
    yield '[\n'
    for (let n = 1; ; n += 1)
      yield `${n === 1 ? '' : ','}${asFacebookWrites({ timestamp: at + n, data: [{ post: `${String(n)} ${padding}` }] })}\n`
  }
  const files = memoryArchive({ [postsFile]: endless })
  let count = 0
  for await (const { item } of format.read(files, {
    signal: new AbortController().signal,
    notUnderstood: () => undefined,
  })) {
    count += 1
    expect(item.text).toBe(`${String(count)} ${padding}`)
    expect(files.pulled()).toBeLessThan((count + 2) * 1200)
    if (count === 300) break
  }
  expect(count).toBe(300)
})

test('whatever a file says, nothing is thrown', async () => {
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(at, -1, 1e300, null, true, 'x', 'GrÃ¼Ã\u009fe', '@[1:2:Ana]'),
      fc.string({ maxLength: 8 }),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'timestamp',
          'data',
          'post',
          'comment',
          'attachments',
          'title',
          'media',
          'uri',
          'name',
          '__proto__',
        ),
        tie('any'),
        { maxKeys: 5 },
      ),
    ),
  })).any
  await fc.assert(
    fc.asyncProperty(fc.array(value, { maxLength: 5 }), async (records) => {
      const { items } = await read({
        [postsFile]: JSON.stringify(records),
        [commentsFile]: JSON.stringify({ comments_v2: records }),
      })
      for (const { text, createdMs, spans } of items) {
        expect(text).not.toBe('')
        expect(createdMs).toBeGreaterThan(0)
        for (const { end } of spans) expect(end).toBeLessThanOrEqual(text.length)
      }
    }),
    { numRuns: 300 },
  )
})
