import { appendFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packTar } from 'modern-tar'
import { describe, expect, test } from 'vitest'
import { archiveLimits, type ArchiveLimits } from './limits.ts'
import { fingerprint, openArchive } from './open.ts'
import type { OpenedArchive } from './opened.ts'
import { makeZip, tarGzOf, tarOf, zipOf, type ZipPart } from './testing/make-archives.ts'
import { fileOf, folderOf } from './testing/write-files.ts'

const texts = {
  'outbox.json': '{"orderedItems":[]}',
  'media/häuser 日本.txt': 'Grüße 🍞',
  'media/empty.txt': '',
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

async function allOf(
  archive: OpenedArchive,
  isWanted = (_path: string) => true,
): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const entry of archive.entries(isWanted)) found[entry.path] = await textOf(entry.open())
  return found
}

const openZipOf = async (
  parts: readonly ZipPart[],
  limits: Partial<ArchiveLimits> = {},
): Promise<OpenedArchive> =>
  openArchive(await fileOf('archive.zip', makeZip(parts)), { ...archiveLimits, ...limits })

describe.each([
  ['zip', async () => fileOf('archive', zipOf(texts))],
  ['tar', async () => fileOf('archive', await tarOf(texts))],
  ['tar.gz', async () => fileOf('archive', await tarGzOf(texts))],
  ['folder', () => folderOf(texts)],
])('a %s', (packing, make) => {
  test('is told by its bytes, gives its paths, heads and files', async () => {
    const archive = await openArchive(await make())
    expect(archive.packing).toBe(packing)
    expect([...archive.paths].sort()).toEqual(Object.keys(texts).sort())
    expect(await allOf(archive)).toEqual(texts)
    expect(Object.keys(await allOf(archive))).toEqual(archive.paths)
    expect(Buffer.from(await archive.head('outbox.json')).toString()).toBe(texts['outbox.json'])
    expect(archive.totalBytes).toBe(Buffer.byteLength(Object.values(texts).join('')))
    await archive.close()
  })

  test('gives only what is wanted, and goes on past entries that nobody opened', async () => {
    const archive = await openArchive(await make())
    expect(await allOf(archive, (path) => path === 'media/empty.txt')).toEqual({ 'media/empty.txt': '' })
    const passed: string[] = []
    for await (const entry of archive.entries(() => true)) passed.push(entry.path)
    expect(passed).toEqual(archive.paths)
    await archive.close()
  })
})

test('a head is at most 64 KiB', async () => {
  const long = 'x'.repeat(200_000)
  for (const file of [
    await fileOf('a', zipOf({ long })),
    await fileOf('a', await tarGzOf({ long })),
    await folderOf({ long }),
  ]) {
    const archive = await openArchive(file)
    expect((await archive.head('long')).length).toBe(65_536)
    await archive.close()
  }
})

test('a single file is an archive of one, also where it is gzipped', async () => {
  expect(await allOf(await openArchive(await fileOf('wp.xml', '<rss/>')))).toEqual({ 'wp.xml': '<rss/>' })
  const packed = await openArchive(await fileOf('items.jsonl.gz', gzipSync('{"a":1}\n')))
  expect(await allOf(packed)).toEqual({ 'items.jsonl': '{"a":1}\n' })
})

describe('names that lead out of the archive are refused, and the name is said', () => {
  const bad: [string, string | Uint8Array][] = [
    ['up', '../../etc/passwd'],
    ['up in the middle', 'a/../../b'],
    ['absolute', '/etc/passwd'],
    ['drive', 'C:/windows/x'],
    ['drive, relative', 'c:x'],
    ['backslash', 'a\\..\\b'],
    ['NUL', 'a\u0000.json'],
    ['backslash in an old code page', Uint8Array.from([0xff, 0x5c, 0x61])],
    ['too long', 'x'.repeat(2_000)],
    ['no name', './'],
  ]
  test.each(bad)('zip: %s', async (_what, name) => {
    await expect(
      openZipOf([
        { name: 'good.json', text: '[]' },
        { name, text: 'x' },
      ]),
    ).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/not opened/) as unknown,
    })
  })

  test.each(
    bad.filter(([what, name]) => typeof name === 'string' && !['NUL', 'no name', 'too long'].includes(what)),
  )('tar: %s', async (_what, name) => {
    const file = await fileOf('archive.tar', await tarOf({ [String(name)]: 'x' }))
    await expect(openArchive(file)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a name with control characters is shown without them', async () => {
    await expect(openZipOf([{ name: '/\u001b[31mred\u202e.json', text: 'x' }])).rejects.toThrow(
      '"/?[31mred?.json"',
    )
  })
})

test('names that differ by case alone are two files; the same name twice is refused', async () => {
  const archive = await openZipOf([
    { name: 'A.json', text: '1' },
    { name: 'a.json', text: '2' },
  ])
  expect(await allOf(archive)).toEqual({ 'A.json': '1', 'a.json': '2' })
  await archive.close()
  await expect(
    openZipOf([
      { name: 'a', text: '1' },
      { name: './a', text: '2' },
    ]),
  ).rejects.toThrow('two files of the same name')
})

test('links are refused, in a zip, a tar and a folder', async () => {
  await expect(openZipOf([{ name: 'posts', text: '/etc', link: true }])).rejects.toThrow('"posts" is a link')
  for (const type of ['symlink', 'link'] as const) {
    const tar = await packTar([{ header: { name: 'posts', size: 0, type, linkname: '/etc' } }])
    await expect(openArchive(await fileOf('a.tar', tar))).rejects.toThrow('"posts" is a link')
  }
  const folder = await folderOf({ 'a.json': '[]' })
  await symlink('/etc', join(folder, 'posts'))
  await expect(openArchive(folder)).rejects.toThrow('"posts" is a link')
})

test('an encrypted archive says what to do', async () => {
  await expect(openZipOf([{ name: 'posts.json', text: '[]', encrypted: true }])).rejects.toThrow(
    '"posts.json" in this archive is locked with a password. Unpack it with the password, and choose the folder.',
  )
})

describe('bombs', () => {
  const zeros = Buffer.alloc(3_000_000)
  const small = { ratioFromBytes: 1_000_000 }

  test('by a declared ratio', async () => {
    await expect(openZipOf([{ name: 'a', bytes: zeros }], small)).rejects.toThrow('times its size')
  })

  test('by a declared size, of one file and of all', async () => {
    const two = [
      { name: 'a', text: 'x'.repeat(60) },
      { name: 'b', text: 'y'.repeat(60) },
    ]
    await expect(openZipOf(two, { entryBytes: 50 })).rejects.toThrow('unpacks to 60 bytes')
    await expect(openZipOf(two, { totalBytes: 100 })).rejects.toThrow('more than any real archive')
    await expect(
      openArchive(await fileOf('a.tar', await tarOf({ a: 'x'.repeat(60), b: 'y'.repeat(60) })), {
        ...archiveLimits,
        totalBytes: 100,
      }),
    ).rejects.toThrow('more than any real archive')
  })

  test('by the number of files', async () => {
    const parts = Array.from({ length: 20 }, (_, i) => ({ name: String(i), text: 'x' }))
    await expect(openZipOf(parts, { entries: 10 })).rejects.toThrow('more than 10 files')
    const folder = await folderOf(Object.fromEntries(parts.map(({ name, text }) => [name, text])))
    await expect(openArchive(folder, { ...archiveLimits, entries: 10 })).rejects.toThrow('more than 10 files')
  })

  test('by files that share their bytes', async () => {
    const bytes = Buffer.from(Array.from({ length: 2_000 }, (_, i) => i % 251))
    const parts = Array.from({ length: 40 }, (_, i) => ({ name: String(i), bytes, offset: 0 }))
    const whole = makeZip(parts)
    // Only the first body stays; all entries of the directory point at it.
    const oneBody = makeZip([{ name: '0', bytes }]).indexOf(Buffer.from('PK\u0001\u0002'))
    const directory = whole.indexOf(Buffer.from('PK\u0001\u0002'))
    const overlapping = Buffer.concat([whole.subarray(0, oneBody), whole.subarray(directory)])
    overlapping.writeUInt32LE(oneBody, overlapping.length - 6)
    await expect(openArchive(await fileOf('a.zip', overlapping))).rejects.toThrow('overlap')
  })

  test('by a size that the directory lies about: it ends at the declared one', async () => {
    const archive = await openZipOf([{ name: 'a', bytes: zeros, declaredSize: 100 }])
    let read = 0
    const reading = (async () => {
      for await (const entry of archive.entries(() => true))
        for await (const chunk of entry.open()) read += chunk.length
    })()
    await expect(reading).rejects.toMatchObject({ code: 'bad-input' })
    expect(read).toBeLessThan(200_000)
    await archive.close()
  })

  test('gzipped: the real ratio ends it, whatever the tar says', async () => {
    const file = await fileOf('a.tar.gz', await tarGzOf({ 'a.json': '0'.repeat(5_000_000) }))
    await expect(openArchive(file, { ...archiveLimits, ...small, ratio: 50 })).rejects.toThrow(
      'more than 50 times its size',
    )
    const single = await openArchive(await fileOf('a.jsonl.gz', gzipSync(Buffer.alloc(5_000_000))), {
      ...archiveLimits,
      ...small,
      ratio: 50,
    })
    await expect(allOf(single)).rejects.toThrow('more than 50 times its size')
  })

  test('an archive inside the archive is a file like any other', async () => {
    const inner = makeZip([{ name: 'x', bytes: zeros }])
    const archive = await openZipOf([{ name: 'inner.zip', bytes: inner }], small)
    expect(archive.paths).toEqual(['inner.zip'])
    await archive.close()
  })
})

describe('damaged archives', () => {
  test('a zip that is cut off says to download it again', async () => {
    const file = await fileOf('a.zip', zipOf({ 'a.json': 'x'.repeat(5_000) }))
    await truncate(file, 60)
    await expect(openArchive(file)).rejects.toThrow('This is no whole zip file. Download it again')
  })

  test('a zip whose directory is nonsense', async () => {
    const bytes = zipOf({ 'a.json': '[]', 'b.json': '[]' })
    bytes.fill(0xee, bytes.indexOf(Buffer.from('PK\u0001\u0002')), bytes.length - 22)
    await expect(openArchive(await fileOf('a.zip', bytes))).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a file whose bytes or sum are wrong fails alone; others are still read', async () => {
    const archive = await openZipOf([
      { name: 'bad-sum', text: 'abc', declaredSum: 1 },
      { name: 'bad-bytes', text: 'x'.repeat(900), declaredPacked: 3 },
      { name: 'good', text: 'fine' },
    ])
    for (const path of ['bad-sum', 'bad-bytes'])
      await expect(allOf(archive, (other) => other === path)).rejects.toThrow(
        `"${path}" in this archive is damaged`,
      )
    expect(await allOf(archive, (path) => path === 'good')).toEqual({ good: 'fine' })
    await archive.close()
  })

  test.each(['tar', 'tar.gz'] as const)('a %s that is cut off', async (kind) => {
    const files = {
      'a.json': 'x'.repeat(3_000),
      'b.json': Array.from({ length: 4_000 }, (_, i) => String(i * 7919)).join(),
    }
    const bytes = kind === 'tar' ? await tarOf(files) : await tarGzOf(files)
    const file = await fileOf('a', bytes.subarray(0, bytes.length - 2_500))
    await expect(openArchive(file)).rejects.toThrow(/damaged or cut off/)
  })

  test('a file that is gone', async () => {
    const file = await fileOf('a.zip', zipOf({ a: '1' }))
    await rm(file)
    await expect(openArchive(file)).rejects.toThrow('not where it was')
    await expect(fingerprint(file)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test.each([
    ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
    ['RAR', [0x52, 0x61, 0x72, 0x21]],
    ['bzip2', [0x42, 0x5a, 0x68, 0x39]],
  ])('%s is said to be unpacked by hand', async (_name, sign) => {
    await expect(openArchive(await fileOf('a', Uint8Array.from(sign)))).rejects.toThrow('choose the folder')
  })
})

test('a fingerprint changes with the file', async () => {
  const file = await fileOf('a.zip', 'abc')
  const before = await fingerprint(file)
  expect(await fingerprint(file)).toBe(before)
  await appendFile(file, 'd')
  const after = await fingerprint(file)
  expect(after).not.toBe(before)
  await writeFile(file, 'dcba')
  await utimes(file, 1_000, 1_000)
  expect(await fingerprint(file)).not.toBe(after)
})
