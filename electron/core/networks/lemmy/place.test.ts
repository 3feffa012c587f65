import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { communityOf, homeOf, personOf, readRef, refOf, refSpaceOf, serverOf } from './place.ts'

test.each([
  ['town.example', 'https://town.example'],
  ['https://Town.example/', 'https://town.example'],
  ['https://town.example/c/bread?sort=New', 'https://town.example'],
  ['https://town.example/u/crumb', 'https://town.example'],
  ['@crumb@town.example', 'https://town.example'],
  ['!bread@town.example', 'https://town.example'],
  ['127.0.0.1:8080/lemmy/post/5', 'http://127.0.0.1:8080/lemmy'],
  ['https://town.example/lemmy/', 'https://town.example/lemmy'],
])('%s is the server %s', (typed, server) => {
  expect(serverOf(typed)).toBe(server)
})

test.each([
  '',
  'town',
  'a server',
  'http://town.example',
  'ftp://town.example',
  'https://crumb:x@town.example',
])('%s is no server to sign in at', (typed) => {
  expect(() => serverOf(typed)).toThrow(Failure)
})

test('communities and people by name or by page, and whose they are', () => {
  const town = 'https://town.example'
  expect(communityOf('!bread@town.example')).toEqual({ name: 'bread@town.example', server: town })
  expect(communityOf(' bread ')).toEqual({ name: 'bread', server: undefined })
  expect(communityOf('https://town.example/c/bread')).toEqual({ name: 'bread@town.example', server: town })
  expect(communityOf('https://town.example/c/bread@hills.example/hot')).toEqual({
    name: 'bread@hills.example',
    server: town,
  })
  expect(personOf('@ana@town.example')).toEqual({ name: 'ana@town.example', server: town })
  expect(personOf('https://town.example/u/ana')).toEqual({ name: 'ana@town.example', server: town })
})

test('refs say which of the two kinds a number is of, and whose number it is', () => {
  expect(readRef(refOf({ kind: 'comment', id: 12 }))).toEqual({ kind: 'comment', id: 12 })
  expect(readRef('https://town.example/comment/12')).toBeUndefined()
  expect(refSpaceOf('https://town.example')).toBe('lemmy:town.example')
  expect(homeOf('https://town.example/post/7')).toEqual({
    server: 'https://town.example',
    ref: { kind: 'post', id: 7 },
  })
  expect(homeOf('https://harbour.example/users/ana/statuses/7')).toBeUndefined()
})
