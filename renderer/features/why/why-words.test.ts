import { expect, test } from 'vitest'
import type { NetworkManifest } from '#shared/domain/network'
import type { WhyHeard } from '#shared/domain/why'
import { callWords } from './why-words.ts'

const heard: WhyHeard = {
  streamId: 1,
  streamName: '#bread',
  kind: 'hashtag',
  network: 'fake',
  rule: '',
  matched: [],
  fetchedMs: 0,
  via: 'poll',
  call: { label: 'Hashtag', of: 'bread', everyMs: 120_000 },
}
const networks: NetworkManifest[] = [
  {
    id: 'fake',
    label: 'Fake',
    badge: 'f',
    color: { light: '#000000', dark: '#ffffff' },
    signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
    streamKinds: [],
    speaks: { reply: 'none', visibilities: [], contentWarning: false },
    importFormats: [],
  },
]

test('the call is named by the network’s own word for the kind of stream, and how often it is asked', () => {
  expect(callWords(heard, networks)).toBe('Fake · Hashtag · asked every 2 min')
  const named = { label: 'Hashtag', calls: ['tag/:tag', 'tag/:tag.rss'], everyMs: 120_000 }
  expect(callWords({ ...heard, call: named }, networks)).toBe(
    'Fake · Hashtag · tag/:tag or tag/:tag.rss · asked every 2 min',
  )
  expect(callWords({ ...heard, via: 'live' }, networks)).toBe('Fake · Hashtag · live, and asked every 2 min')
})

test('what of is told where the stream was given another name', () => {
  expect(callWords({ ...heard, streamName: 'Loaves' }, networks)).toBe(
    'Fake · Hashtag: bread · asked every 2 min',
  )
  const { call: _none, ...matched } = heard
  expect(callWords({ ...matched, via: 'match' }, networks)).toBe('')
})
