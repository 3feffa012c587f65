import fc from 'fast-check'
import { join, sep } from 'node:path'
import { expect, test } from 'vitest'
import { contentSecurityPolicy, fileFor } from './app-files.ts'

const folder = join(sep, 'app', 'renderer')

test('an address names a file of the built window', () => {
  expect(fileFor(folder, 'app://earshot/')?.path).toBe(join(folder, 'index.html'))
  expect(fileFor(folder, 'app://earshot/assets/a%20b.js?v=1#x')).toEqual({
    path: join(folder, 'assets', 'a b.js'),
    type: 'text/javascript; charset=utf-8',
  })
})

test('other hosts, other folders and unknown types name nothing', () => {
  for (const url of [
    'app://other/index.html',
    'app://earshot/..%2f..%2fetc%2fsecret.json',
    'app://earshot/%E0%A4%A.js',
    'app://earshot/earshot.db',
    'app://earshot/x%00.js',
  ])
    expect(fileFor(folder, url), url).toBeUndefined()
})

test('whatever is asked, nothing outside of the folder is served', () => {
  const part = fc.constantFrom('..', '%2e%2e', '%2f', '/', '\\', '%5c', 'a', '.js', '.json', '%00', '.')
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const file = fileFor(folder, `app://earshot/${parts.join('')}`)
      expect(file === undefined || file.path.startsWith(folder + sep)).toBe(true)
    }),
  )
})

test('scripts come from the window itself only, and it speaks to no host', () => {
  expect(contentSecurityPolicy).toContain("script-src 'self';")
  expect(contentSecurityPolicy).toContain("connect-src 'none'")
  expect(contentSecurityPolicy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/)
})
