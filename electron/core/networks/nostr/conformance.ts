import { createHash } from 'node:crypto'
import { npubEncode } from 'nostr-tools/nip19'
import { getPublicKey } from 'nostr-tools/pure'
import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

/** The bakery's key alone: the town's relay stands in, and the list published there names no other. */
export const conformance: Conformance = {
  async account(ctx, town) {
    const signedIn = await network.signInWithToken(ctx, town.url, { ...town.logins['nostr'] })
    const { host, remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host, remoteId, handle, credentials, facts }
  },
  streams(): ConformanceStream[] {
    const base = { withAccount: true, path: '/relay' }
    return [
      { name: 'mentions', kind: 'mentions', config: {}, ...base },
      { name: 'hashtag', kind: 'hashtag', config: { tag: 'sourdough' }, ...base },
      {
        name: 'author',
        kind: 'author',
        config: { user: npubOf('tomas') },
        ...base,
      },
      { name: 'keyword', kind: 'keyword', config: { query: 'flour OR bread' }, ...base },
    ]
  },
  nonsense: [
    { kind: 'hashtag', config: {} },
    { kind: 'hashtag', config: { tag: 'two words' } },
    { kind: 'author', config: { user: 'npub1broken' } },
    { kind: 'author', config: { user: 'nsec1whatever' } },
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'feed', config: {} },
  ],
  happen(town) {
    town.say({ on: 'nostr', author: 'tomas', text: '@crumb is there bread left? #sourdough' })
  },
}

/** Keys in the town are digests of names, so that each is the same in every town. */
function npubOf(name: string): string {
  return npubEncode(getPublicKey(createHash('sha256').update(`${name} of the town`).digest()))
}
