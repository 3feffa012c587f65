import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openArchive } from '../../open.ts'
import { tarGzOf, zipOf } from '../../testing/make-archives.ts'
import { fileOf, folderOf } from '../../testing/write-files.ts'
import { readAll } from '../../testing/read-all.ts'
import { format } from './index.ts'

const fixtures = join(import.meta.dirname, 'fixtures')
const textOf = (name: string): Promise<string> => readFile(join(fixtures, name), 'utf8')
// As the server writes it: who it is comes last.
const files = {
  'media_attachments/files/000/000/001/original/a1.jpg': 'JPEG',
  'outbox.json': await textOf('outbox.json'),
  'likes.json': await textOf('likes.json'),
  'actor.json': await textOf('actor.json'),
}
const tar = await openArchive(await fileOf('archive.tar.gz', await tarGzOf(files)))
const { found, missed } = await readAll(format, tar)
const items = found.map(({ item }) => item)

test('it is recognised in a tar, a zip and a folder, and likes alone are not', async () => {
  for (const archive of [
    tar,
    await openArchive(await fileOf('a.zip', zipOf(files))),
    await openArchive(fixtures),
  ])
    expect(await format.recognises(archive)).toBe(true)
  expect(
    await format.recognises(
      await openArchive(await folderOf({ 'likes.json': files['likes.json'], 'actor.json': '{}' })),
    ),
  ).toBe(false)
  expect(
    await format.recognises(await openArchive(await folderOf({ 'outbox.json': '[]', 'actor.json': '{}' }))),
  ).toBe(false)
})

test('posts are ours, named as the network names them; boosts and likes are no items', () => {
  expect(found.map(({ network, refSpace }) => [network, refSpace])).toEqual(
    found.map(() => ['mastodon', 'mastodon:https://town.example']),
  )
  expect(items.map(({ remoteId, ref }) => [remoteId, ref])).toEqual(
    ['101', '102', '104', '105'].map((id) => [`https://town.example/users/crumb/statuses/${id}`, id]),
  )
  expect(items[0]).toMatchObject({
    kind: 'post',
    mine: true,
    direct: false,
    createdMs: Date.UTC(2019, 3, 2, 6),
    text: 'Google+ closes today. We moved here 🐘 #bread\n\n日本語も歓迎',
    lang: 'en',
    visibility: 'public',
    url: 'https://town.example/@crumb/101',
    author: {
      remoteId: 'https://town.example/@crumb',
      handle: '@crumb@town.example',
      name: 'Crumb & Crust',
      bio: 'Bakery at the mill',
    },
    media: [
      {
        kind: 'image',
        url: 'https://town.example/system/media_attachments/files/000/000/001/original/a1.jpg',
        alt: 'Our oven',
      },
    ],
  })
})

test('an answer names what it answers, its warning, its edit and whom it mentions', () => {
  expect(items[1]).toMatchObject({
    parentRef: 'https://other.example/users/ana/statuses/9',
    warning: 'food',
    text: '@ana Always rye & more',
    lang: undefined,
    visibility: 'private',
    editedMs: Date.UTC(2019, 3, 2, 6, 45),
  })
  expect(items[1]?.spans.find(({ type }) => type === 'mention')).toMatchObject({ value: 'ana@other.example' })
})

test('a poll shows its choices; who could read it is told', () => {
  expect(items[2]).toMatchObject({
    text: 'Which bread?\n\n○ Rye\n○ Spelt',
    poll: true,
    visibility: 'unlisted',
  })
  expect(items[3]?.visibility).toBe('direct')
})

test('what is broken is told by its place', () => {
  expect(missed).toEqual([
    { path: 'outbox.json', where: 'record 6', why: 'it is a post without an address or a time' },
    { path: 'outbox.json', where: 'record 7', why: 'it is no activity of an outbox' },
  ])
})

test('an archive that breaks off gives what came before, and one without an owner says so', async () => {
  const cut = await readAll(
    format,
    await openArchive(await folderOf({ ...files, 'outbox.json': files['outbox.json'].slice(0, 1_900) })),
  )
  expect(cut.found).toHaveLength(1)
  expect(cut.missed).toEqual([{ path: 'outbox.json', where: 'record 2', why: 'the file breaks off here' }])
  const nobody = await readAll(
    format,
    await openArchive(await folderOf({ ...files, 'actor.json': '{"id":17}' })),
  )
  expect(nobody.found).toEqual([])
  expect(nobody.missed).toEqual([
    { path: 'actor.json', where: 'the file', why: 'it does not say whose archive this is' },
  ])
})
