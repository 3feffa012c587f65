import { expect, test } from 'vitest'
import { asFailure } from '#shared/failure'
import { isPrivateHost } from './address.ts'
import { checkConfig } from './check-config.ts'

const checked = (url: string): unknown => {
  try {
    return checkConfig('feed', { url })
  } catch (error) {
    const failure = asFailure(error)
    return `${failure.code}: ${failure.message}`
  }
}

test('an address is completed and named after its host and path', () => {
  expect(checked(' blog.example/feed/#top ')).toEqual({
    config: { url: 'https://blog.example/feed/' },
    name: 'blog.example/feed',
  })
  expect(checked('feed://www.blog.example/rss')).toEqual({
    config: { url: 'https://www.blog.example/rss' },
    name: 'blog.example/rss',
  })
  expect(checked('feed:http://blog.example')).toEqual({
    config: { url: 'http://blog.example/' },
    name: 'blog.example',
  })
})

test('only a host that is private by its own name may be reached in the user’s own network', () => {
  expect(checked('http://127.0.0.1:8080/feed')).toEqual({
    config: { url: 'http://127.0.0.1:8080/feed', private: 'yes' },
    name: '127.0.0.1:8080/feed',
  })
  expect(checked('localhost:8080/feed')).toMatchObject({
    config: { url: 'http://localhost:8080/feed', private: 'yes' },
  })
  // What is private is decided anew: a stored `private` of another address is not believed.
  expect(checkConfig('feed', { url: 'https://blog.example/', private: 'yes' }).config).toEqual({
    url: 'https://blog.example/',
  })
  for (const host of [
    'localhost',
    'nas.local',
    'x.internal',
    'router.lan',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.0.1',
    '169.254.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '[::1]',
    '[fd00::1]',
    '[fe80::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    'LOCALHOST.',
  ]) {
    expect(isPrivateHost(host), host).toBe(true)
  }
  for (const host of [
    'blog.example',
    'localhost.example',
    '172.32.0.1',
    '100.128.0.1',
    '8.8.8.8',
    '[2001:db8::1]',
    'fc.example',
    '[::ffff:8.8.8.8]',
  ]) {
    expect(isPrivateHost(host), host).toBe(false)
  }
})

test('what is no address is refused with words', () => {
  expect(checked('')).toBe('bad-input: The address is missing.')
  expect(checked('quay street bakery')).toBe('bad-input: “quay street bakery” is not a web address.')
  expect(checked('bakery')).toBe(
    'bad-input: “bakery” names no host; an address looks like https://blog.example/feed.',
  )
  expect(checked('ftp://blog.example/feed')).toBe(
    'bad-input: “ftp://blog.example/feed” does not start with https:// or http://.',
  )
  expect(checked('https://me:secret@blog.example/feed')).toBe(
    'bad-input: Leave the name and the password out of the address: Earshot would keep them unsealed.',
  )
  expect(() => checkConfig('replies', { url: 'https://blog.example/' })).toThrow(
    'A feed has no replies to listen to.',
  )
  expect(() => checkConfig('feed', {})).toThrow('The address is missing.')
})
