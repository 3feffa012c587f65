import { expect, test } from 'vitest'
import type { NetworkManifest } from '#shared/domain/network'
import { fakeNetwork } from '#core/testing/fake-network'
import { networks } from '../core/networks/index.ts'
import { draftOf } from './stream-draft.ts'
import { manifestOf } from './manifests.ts'

const feed = manifestOf(networks, 'feed')
const fake: NetworkManifest = {
  ...fakeNetwork().manifest,
  streamKinds: fakeNetwork().manifest.streamKinds.map((kind) =>
    kind.kind === 'hashtag'
      ? { ...kind, fields: [{ name: 'tag', label: 'Tag', kind: 'text', required: true }] }
      : kind,
  ),
}
const none = { words: [], sets: [] }
const ana = { id: 1, handle: '@ana' }
const bo = { id: 2, handle: '@bo' }

test('an address alone is the first kind of a network of addresses', () => {
  const url = 'https://blog.example/feed'
  expect(draftOf(feed, { ...none, words: [url] }, [])).toMatchObject({
    network: 'feed',
    kind: 'feed',
    config: { url },
  })
  expect(draftOf(feed, { ...none, words: ['comments', url] }, [])).toMatchObject({
    kind: 'comments',
    config: { url },
  })
})

test('values fill the form in its order, and --set by name', () => {
  expect(draftOf(fake, { ...none, words: ['hashtag', 'bread'] }, [])).toMatchObject({
    config: { tag: 'bread' },
  })
  expect(draftOf(fake, { words: ['hashtag'], sets: [['tag', 'rye']] }, [])).toMatchObject({
    config: { tag: 'rye' },
  })
})

test('what does not fit is named', () => {
  const draft =
    (words: string[], sets: [string, string][] = []) =>
    () =>
      draftOf(fake, { words, sets }, [])
  expect(draft(['radio'])).toThrow('Fake has no kind "radio". It has: mentions, hashtag, keyword.')
  expect(draft(['hashtag'])).toThrow('Hashtag also needs: --set tag=….')
  expect(draft(['hashtag', 'a', 'b'])).toThrow('"b" is one word too many. Hashtag takes: tag.')
  expect(draft(['hashtag', 'a'], [['colour', 'red']])).toThrow('Hashtag has no field "colour".')
})

test('a kind that speaks through an account takes the only one there is', () => {
  const mentions = (accounts: (typeof ana)[], accountId?: number) =>
    draftOf(fake, { ...none, words: ['mentions'], accountId }, accounts).accountId
  expect(mentions([ana])).toBe(1)
  expect(mentions([ana, bo], 2)).toBe(2)
  expect(() => mentions([ana, bo])).toThrow('choose one with --account: 1 (@ana), 2 (@bo)')
  expect(draftOf(fake, { ...none, words: ['hashtag', 'bread'] }, [ana]).accountId).toBeUndefined()
})

test('a kind that can do without an account takes one unless another server is named', () => {
  const mastodon = manifestOf(networks, 'mastodon')
  const hashtag = (words: string[], accounts: (typeof ana)[]) =>
    draftOf(mastodon, { ...none, words: ['hashtag', ...words] }, accounts).accountId
  expect(hashtag(['bread'], [ana])).toBe(1)
  expect(hashtag(['bread', 'town.example'], [ana])).toBeUndefined()
  expect(hashtag(['bread'], [])).toBeUndefined()
  expect(() => hashtag(['bread'], [ana, bo])).toThrow('choose one with --account')
})
