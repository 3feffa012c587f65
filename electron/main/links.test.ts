import { expect, test } from 'vitest'
import { externalAddress, plainFileName } from './links.ts'

test('web and mail addresses are opened', () => {
  expect(externalAddress('https://town.example/@ana')).toBe('https://town.example/@ana')
  expect(externalAddress('http://town.example')).toBe('http://town.example/')
  expect(externalAddress('mailto:ana@town.example')).toBe('mailto:ana@town.example')
})

test('everything else is refused', () => {
  for (const url of [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' vbscript:x',
    'smb://host/share',
    'ms-msdt:/id',
    'data:text/html,hi',
    'app://earshot/',
    'town.example',
    '',
  ])
    expect(() => externalAddress(url), url).toThrow(expect.objectContaining({ code: 'bad-input' }))
})

test('a suggested file name has no path and no odd characters', () => {
  expect(plainFileName('streams.opml')).toBe('streams.opml')
  expect(plainFileName('../../.bashrc')).toBe('bashrc')
  expect(plainFileName('C:\\Windows\\a<b>.txt')).toBe('ab.txt')
  expect(plainFileName('///')).toBe('earshot.txt')
})
