import { expect, test } from 'vitest'
import { asFailure } from '#shared/failure'
import { decodeFeed, headerCharset } from './decode.ts'

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  )
/** „Хлеб“ in windows-1251 and in koi8-r. */
const cp1251 = [0xd5, 0xeb, 0xe5, 0xe1]
const koi8 = [0xe8, 0xcc, 0xc5, 0xc2]
const utf8 = [...Buffer.from('Хлеб', 'utf8')]

test('a byte order mark is believed before the header and the declaration', () => {
  expect(decodeFeed(bytes([0xef, 0xbb, 0xbf], utf8), 'text/xml; charset=windows-1251')).toBe('Хлеб')
  const utf16 = Buffer.from('<a>Хлеб</a>', 'utf16le')
  expect(decodeFeed(Buffer.concat([Buffer.from([0xff, 0xfe]), utf16]), 'text/xml; charset=utf-8')).toBe(
    '<a>Хлеб</a>',
  )
  expect(decodeFeed(Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(utf16).swap16()]), undefined)).toBe(
    '<a>Хлеб</a>',
  )
})

test('the header is believed before the declaration', () => {
  expect(
    decodeFeed(
      bytes('<?xml version="1.0" encoding="koi8-r"?><a>', cp1251),
      'text/xml; charset="windows-1251"',
    ),
  ).toContain('Хлеб')
  expect(
    decodeFeed(bytes('<?xml version="1.0" encoding="utf-8"?><a>', cp1251), 'text/xml; charset=windows-1251'),
  ).toContain('Хлеб')
})

test('the declaration is believed where the header says nothing', () => {
  expect(
    decodeFeed(bytes("<?xml version='1.0' encoding='KOI8-R'?><a>", koi8), 'application/rss+xml'),
  ).toContain('Хлеб')
})

test('without any word it is utf-8, or windows-1252 where the bytes are not utf-8', () => {
  expect(decodeFeed(bytes('<a>', utf8), undefined)).toBe('<a>Хлеб')
  expect(decodeFeed(bytes('<a>caf', [0xe9], ' ', [0x93], 'x', [0x94]), undefined)).toBe('<a>café “x”')
})

test('a single-byte charset in the header of declared and well-formed utf-8 is a server’s default, not the truth', () => {
  expect(
    decodeFeed(bytes('<?xml version="1.0" encoding="utf-8"?><a>', utf8), 'text/xml; charset=iso-8859-1'),
  ).toContain('Хлеб')
})

test('utf-8 claimed by the header for bytes that are not gives way to the declaration', () => {
  expect(
    decodeFeed(bytes('<?xml version="1.0" encoding="windows-1251"?><a>', cp1251), 'text/xml; charset=utf-8'),
  ).toContain('Хлеб')
})

test('one broken character does not make utf-8 another charset', () => {
  expect(
    decodeFeed(bytes('<?xml version="1.0" encoding="utf-8"?><a>', utf8, [0xd0], '</a>'), undefined),
  ).toContain('Хлеб\ufffd</a>')
})

test('utf-16 declared in bytes that are not utf-16 is not believed', () => {
  expect(decodeFeed(bytes('<?xml version="1.0" encoding="utf-16"?><a>', utf8), undefined)).toContain('Хлеб')
})

test('utf-16 without a mark is seen by its first character', () => {
  expect(decodeFeed(Buffer.from('<a>Хлеб</a>', 'utf16le'), undefined)).toBe('<a>Хлеб</a>')
  expect(decodeFeed(Buffer.from('<a>Хлеб</a>', 'utf16le').swap16(), 'text/xml; charset=utf-16')).toBe(
    '<a>Хлеб</a>',
  )
})

test('quotation marks of windows-1252 survive under its usual wrong name', () => {
  expect(decodeFeed(bytes('<a>', [0x92, 0x80, 0x9f]), 'text/xml; charset=ISO-8859-1')).toBe('<a>’€Ÿ')
})

test('East Asian charsets are known', () => {
  const cases: [string, number[], string][] = [
    ['shift_jis', [0x83, 0x70, 0x83, 0x93], 'パン'],
    ['euc-jp', [0xa5, 0xd1, 0xa5, 0xf3], 'パン'],
    ['gbk', [0xc3, 0xe6, 0xb0, 0xfc], '面包'],
    ['big5', [0xc4, 0xd1, 0xa5, 0x5d], '麵包'],
    ['euc-kr', [0xbb, 0xa7], '빵'],
    ['iso-8859-2', [0xbe], 'ž'],
  ]
  for (const [charset, raw, text] of cases)
    expect(decodeFeed(bytes('<a>', raw), `text/xml; charset=${charset}`)).toBe(`<a>${text}`)
})

test('a charset that nobody knows is said, unless another word helps', () => {
  const broken = bytes('<?xml version="1.0" encoding="x-bread"?><a>', cp1251)
  let failure: unknown
  try {
    decodeFeed(broken, undefined)
  } catch (error) {
    failure = asFailure(error).toShape()
  }
  expect(failure).toEqual({
    code: 'bad-response',
    message: 'The feed says it is written in the character set "x-bread", which Earshot does not know.',
  })
  expect(decodeFeed(broken, 'text/xml; charset=windows-1251')).toContain('Хлеб')
})

test('control characters that XML forbids are taken out', () => {
  expect(decodeFeed(bytes('<a>x\u0000\u0008y\u000bz\tn\n</a>'), undefined)).toBe('<a>xyz\tn\n</a>')
})

test('the charset of a header is found whatever its spelling', () => {
  expect(headerCharset('text/xml;charset=UTF-8')).toBe('UTF-8')
  expect(headerCharset('text/xml; version=1; Charset = "koi8-r"')).toBe('koi8-r')
  expect(headerCharset("text/xml; charset='utf-8'")).toBe('utf-8')
  expect(headerCharset('text/xml')).toBeUndefined()
  expect(headerCharset('text/xml; charset=')).toBeUndefined()
})
