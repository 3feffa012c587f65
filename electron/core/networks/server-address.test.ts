import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import {
  givenAddress,
  hostOfHandle,
  isPrivateWay,
  isThisMachine,
  safeAddress,
  typedAddress,
} from './server-address.ts'

const server = 'a server. It looks like town.example'

describe('an address as typed', () => {
  test.each([
    ['town.example', 'https://town.example/'],
    [' https://town.example/@ana ', 'https://town.example/@ana'],
    ['http://town.example', 'http://town.example/'],
    ['localhost:8080', 'http://localhost:8080/'],
    ['127.0.0.1:3000/forum', 'http://127.0.0.1:3000/forum'],
    ['[::1]:3000', 'http://[::1]:3000/'],
    ['TOWN.example:8443', 'https://town.example:8443/'],
  ])('%j is %s', (typed, href) => {
    expect(typedAddress(typed, server).href).toBe(href)
  })

  test.each([
    '',
    'town',
    'a server somewhere.example',
    'ftp://town.example',
    'javascript:alert(1)',
    'https://',
  ])('%j is none, and it is said how one looks', (typed) => {
    expect(() => typedAddress(typed, server)).toThrow(
      /not the address of a server\. It looks like town\.example/,
    )
  })

  test('a name and a password in it are refused', () => {
    expect(() => typedAddress('https://ana:secret@town.example', server)).toThrow(
      /Leave the name and the password out/,
    )
    expect(() => typedAddress('https://ana@town.example', server)).toThrow(Failure)
  })

  test('a password leaves over https, or stays on this machine', () => {
    expect(safeAddress('town.example', server).origin).toBe('https://town.example')
    expect(safeAddress('http://127.0.0.1:8080', server).origin).toBe('http://127.0.0.1:8080')
    expect(() => safeAddress('http://town.example', server)).toThrow(
      /over https, or others could read the sign-in/,
    )
  })

  test('a handle names its host', () => {
    expect(hostOfHandle('@ana@town.example')).toBe('town.example')
    expect(hostOfHandle(' ana@town.example')).toBe('town.example')
    expect(hostOfHandle('https://town.example/@ana')).toBe('https://town.example/@ana')
  })
})

describe('this machine', () => {
  test.each(['localhost', '127.0.0.1', '127.1.2.3:80', '[::1]:8080/x', 'LOCALHOST/path'])('%s', (host) => {
    expect(isThisMachine(host)).toBe(true)
  })

  test.each(['localhost.example', '127.0.0.1.example', '127.0.0.example', 'my-localhost', '10.0.0.1', '::1'])(
    'not %s',
    (host) => {
      expect(isThisMachine(host)).toBe(false)
    },
  )

  test('no address of another host is a private way without encryption', () => {
    fc.assert(
      fc.property(fc.domain(), fc.constantFrom('http', 'ws'), (host, scheme) => {
        expect(isPrivateWay(new URL(`${scheme}://${host}/`))).toBe(false)
        expect(isPrivateWay(new URL(`${scheme}s://${host}/`))).toBe(true)
        expect(givenAddress(`${scheme}://${host}`)).toBeUndefined()
      }),
    )
    expect(isPrivateWay(new URL('ftp://127.0.0.1/'))).toBe(false)
  })
})
