import { expect, test } from 'vitest'
import { isOwnPage, mayLoad } from './own-page.ts'

test('the window loads its own files and nothing of any host', () => {
  expect(mayLoad('app://earshot/assets/index.js', undefined)).toBe(true)
  for (const url of [
    'https://example.org/pixel.gif',
    'http://127.0.0.1:5173/main.tsx',
    'wss://example.org/',
    'file:///etc/passwd',
    'app://earshot.evil/',
    'blob:https://example.org/1',
    'not an address',
  ])
    expect(mayLoad(url, undefined), url).toBe(false)
})

test('in development the dev server is let in too, by its very port', () => {
  const dev = 'http://localhost:5173'
  expect(mayLoad('http://localhost:5173/main.tsx', dev)).toBe(true)
  expect(mayLoad('ws://localhost:5173/', dev)).toBe(true)
  expect(mayLoad('http://localhost:5174/main.tsx', dev)).toBe(false)
  expect(mayLoad('https://example.org/', dev)).toBe(false)
})

test('only our own page is handed ports', () => {
  expect(isOwnPage('app://earshot/', undefined)).toBe(true)
  expect(isOwnPage('app://earshot/index.html#/x', undefined)).toBe(true)
  for (const url of ['app://other/', 'data:text/html,hi', 'https://earshot/', 'http://localhost:5173/', ''])
    expect(isOwnPage(url, undefined), url).toBe(false)
  expect(isOwnPage('http://localhost:5173/', 'http://localhost:5173')).toBe(true)
})
