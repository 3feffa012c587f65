import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', token = '' } = town.logins['misskey'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, { token })
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams: (town): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/api/i/notifications' },
    {
      name: 'hashtag',
      kind: 'hashtag',
      config: { tag: 'sourdough' },
      withAccount: true,
      path: '/api/notes/search-by-tag',
    },
    {
      name: 'hashtag, no account',
      kind: 'hashtag',
      config: { tag: 'sourdough', host: town.url },
      withAccount: false,
      path: '/api/notes/search-by-tag',
      // Reading without an account is refused by policy, and never by a lack of sign-in.
      expects: { 401: ['forbidden'] },
    },
    {
      name: 'keyword',
      kind: 'keyword',
      config: { query: 'bread' },
      withAccount: true,
      path: '/api/notes/search',
    },
    {
      name: 'antenna',
      kind: 'list',
      config: { address: `${town.url}/timeline/antenna/9antenna0001` },
      withAccount: true,
      path: '/api/antennas/notes',
    },
    {
      name: 'list',
      kind: 'list',
      config: { address: `${town.url}/my/lists/9list0000001` },
      withAccount: true,
      path: '/api/notes/user-list-timeline',
    },
  ],
  nonsense: [
    { kind: 'hashtag', config: {} },
    { kind: 'hashtag', config: { tag: '# two words' } },
    { kind: 'hashtag', config: { tag: '2026' } },
    { kind: 'hashtag', config: { tag: 'sourdough', host: 'not a server' } },
    { kind: 'hashtag', config: { tag: 'sourdough', host: 'http://town.example' } },
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'list', config: {} },
    { kind: 'list', config: { address: 'https://town.example/@ana' } },
    { kind: 'list', config: { address: 'Bread in the air' } },
    { kind: 'feed', config: {} },
  ],
  happen(town) {
    // Heard by every stream: it names the bakery, carries the tag, holds the word, and is said by a regular.
    town.say({
      on: 'misskey',
      author: 'tomas',
      text: '@crumb is there #sourdough left? The dark bread, I mean.',
    })
  },
}
