import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openArchive } from '../../open.ts'
import { tarGzOf, zipOf } from '../../testing/make-archives.ts'
import { folderOf, fileOf } from '../../testing/write-files.ts'
import { readAll } from '../../testing/read-all.ts'
import { format } from './index.ts'
import { timeOf } from './items.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const posts = 'Takeout/Google+ Stream/Posts'

const { found, missed } = await readAll(format, await openArchive(fixtures))
const item = (remoteId: string) => {
  const one = found.find((each) => each.item.remoteId === remoteId)
  if (one === undefined) throw new Error(`no ${remoteId}`)
  return one.item
}

test('a Takeout is recognised by its folder, in whatever it is packed', async () => {
  expect(await format.recognises(await openArchive(fixtures))).toBe(true)
  expect(
    await format.recognises(await openArchive(await fileOf('t.zip', zipOf({ [`${posts}/a.json`]: '{}' })))),
  ).toBe(true)
  expect(
    await format.recognises(
      await openArchive(await fileOf('t.tgz', await tarGzOf({ [`${posts}/a.html`]: '' }))),
    ),
  ).toBe(true)
  // In another language the folder has another name, and what is in it says what it is.
  expect(
    await format.recognises(
      await openArchive(
        await folderOf({
          'Takeout/Google+-Stream/Beiträge/a.json': '{"url":"https://plus.google.com/1/posts/x"}',
        }),
      ),
    ),
  ).toBe(true)
  expect(
    await format.recognises(await openArchive(await folderOf({ 'Takeout/Mail/all.mbox': 'From' }))),
  ).toBe(false)
})

test('every item is of Google+, and what is broken is told by file and place', () => {
  expect(new Set(found.map(({ network, refSpace }) => `${network} ${refSpace}`))).toEqual(
    new Set(['google-plus google-plus']),
  )
  expect(found).toHaveLength(8)
  expect(missed.map(({ path, where, why }) => [path.replace(`${posts}/`, ''), where, why])).toEqual([
    ['20110718 - First post.html', 'comment 2', 'it lacks who said it or when'],
    ['20120512 - We open a second shop.json', 'comment 3', 'it lacks who said it or when'],
    ['20150101 - cut off.json', 'the file', 'it is no post of Google+'],
    ['20150102 - no time.json', 'the post', 'it has no time that can be read'],
    ['overview.html', 'the file', 'it is no post of Google+'],
  ])
})

test('a post has its words, link, pictures, counts and who could read it', () => {
  const post = item('posts/Ab1cD2eF3gH')
  expect(post.text).toBe(
    'We open a second shop at the old mill 🍞\n\nCome and see bakery.example/mill. Thanks to +Ana Miller & everybody. #rye\n\nThe old mill – Gazette',
  )
  expect(post).toMatchObject({
    kind: 'post',
    mine: true,
    direct: false,
    createdMs: Date.UTC(2012, 4, 12, 8, 15),
    editedMs: Date.UTC(2012, 4, 12, 11, 40),
    author: {
      remoteId: 'users/117000000000000000001',
      handle: '+CrumbAndCrust',
      name: 'Crumb & Crust',
    },
    visibility: 'public',
    media: [
      { kind: 'image', alt: 'The mill in spring' },
      { kind: 'video', url: 'https://lh3.googleusercontent.com/-b/oven.mp4' },
    ],
    metrics: { likes: 2, reposts: 1, replies: 4 },
  })
  expect(post.spans.map(({ start, end, type }) => [type, post.text.slice(start, end)])).toEqual(
    expect.arrayContaining([
      ['strong', 'We open a second shop'],
      ['link', 'bakery.example/mill'],
      ['link', 'The old mill – Gazette'],
    ]) as unknown,
  )
  expect(post.raw).toMatchObject({ activityId: 'z12abcd' })
})

test('comments answer their post; ours are ours, theirs speak to us', () => {
  const comments = found
    .filter(({ item: one }) => one.parentRef === 'posts/Ab1cD2eF3gH')
    .map(({ item: one }) => one)
  expect(comments.map(({ text, mine, direct, kind }) => [text, mine, direct, kind])).toEqual([
    ['Will there be rye on Mondays?', false, true, 'comment'],
    ['Always, Ana.', true, false, 'comment'],
    ['מזל טוב! 🎉', false, true, 'comment'],
  ])
  expect(comments[0]?.remoteId).toBe('users/117000000000000000001/posts/UgiA/comments/Ugh1')
  // Older exports name no comment: who said it when does, and always in the same way.
  expect(comments[2]?.remoteId).toBe(
    `posts/Ab1cD2eF3gH/comments/${String(Date.UTC(2012, 4, 13, 6))}/https://plus.google.com/117000000000000000003`,
  )
})

test('what was passed on stands beneath our words, with its author, in the community that it was posted in', () => {
  const post = item('posts/Zz9yY8xX7wW')
  expect(post.text).toBe('Worth reading.\n\nShared from Ben Okafor:\nHow sourdough works')
  expect(post).toMatchObject({
    title: 'Sourdough people',
    visibility: 'unlisted',
    editedMs: undefined,
    media: [{ url: 'https://lh3.googleusercontent.com/-d/dough.jpg' }],
  })
  const quote = post.spans.find(({ type }) => type === 'quote')
  expect(post.text.slice(quote?.start, quote?.end)).toBe('Shared from Ben Okafor:\nHow sourdough works')
})

test('no item has an address, for it would lead nowhere', () => {
  expect(found.every(({ item: one }) => one.url === undefined && one.author.url === undefined)).toBe(true)
})

test('a poll shows its choices, and a circle is private', () => {
  expect(item('posts/Pp1oO2iI3uU')).toMatchObject({
    text: 'Which bread for the fair?\n\n○ Rye (12)\n○ 全粒粉パン (3)',
    poll: true,
    visibility: 'private',
    createdMs: Date.UTC(2014, 6, 4, 16),
  })
})

test('an older page of HTML says what its JSON would say', () => {
  const post = item('posts/Hh1hH2hH3hH')
  expect(post.text).toBe(
    'Good morning, Google+!\nIs anybody here?\n\nCrumb & Crust\n\nShared from Ben Okafor:\nBread is <back>',
  )
  expect(post).toMatchObject({
    mine: true,
    createdMs: Date.UTC(2011, 6, 18, 7, 12, 34),
    visibility: 'public',
    media: [],
    metrics: { likes: 2 },
    author: { name: 'Crumb & Crust', remoteId: 'https://plus.google.com/117000000000000000001' },
  })
  expect(
    found
      .filter(({ item: one }) => one.parentRef === post.remoteId)
      .map(({ item: one }) => [one.author.name, one.text, one.mine]),
  ).toEqual([['Ana Miller', 'I am! ana.example', false]])
})

test('reading it again gives the same in the same order', async () => {
  const again = await readAll(format, await openArchive(fixtures))
  expect(again.found).toEqual(found)
})

test.each([
  ['2018-12-04 11:24:42-0800', Date.UTC(2018, 11, 4, 19, 24, 42)],
  ['2011-07-18T07:12:34+0000', Date.UTC(2011, 6, 18, 7, 12, 34)],
  ['2011-07-18T07:12:34Z', Date.UTC(2011, 6, 18, 7, 12, 34)],
  ['', undefined],
  ['yesterday', undefined],
])('the time %s', (text, ms) => expect(timeOf(text)).toBe(ms))
