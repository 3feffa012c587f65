import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const signedIn = await network.signInWithToken(ctx, town.url, { token: town.account.token })
    const { host, remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host, remoteId, handle, credentials, facts }
  },
  streams: (town): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/api/v1/notifications' },
    {
      name: 'hashtag',
      kind: 'hashtag',
      config: { tag: 'sourdough' },
      withAccount: true,
      path: '/api/v1/timelines/tag/',
    },
    {
      name: 'hashtag, no account',
      kind: 'hashtag',
      config: { tag: 'sourdough', host: town.url },
      withAccount: false,
      path: '/api/v1/timelines/tag/',
      // Reading without an account is refused by policy, and never by a lack of sign-in.
      expects: { 401: ['forbidden'], 422: ['forbidden'] },
    },
    {
      name: 'keyword',
      kind: 'keyword',
      config: { query: 'bread' },
      withAccount: true,
      path: '/api/v2/search',
      expects: { 404: ['not-supported'], 410: ['not-supported'], 422: ['not-supported'] },
    },
    {
      name: 'author',
      kind: 'author',
      config: { who: '@kwame' },
      withAccount: true,
      path: '/api/v1/accounts/',
    },
    {
      name: 'list',
      kind: 'list',
      config: { list: 'neighbours' },
      withAccount: true,
      path: '/api/v1/timelines/list/',
    },
  ],
  nonsense: [
    { kind: 'hashtag', config: {} },
    { kind: 'hashtag', config: { tag: '# two words' } },
    { kind: 'hashtag', config: { tag: '2026' } },
    { kind: 'hashtag', config: { tag: 'sourdough', host: 'not a server' } },
    { kind: 'hashtag', config: { tag: 'sourdough', host: 'ftp://town.example' } },
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'form:@ana' } },
    { kind: 'author', config: {} },
    { kind: 'author', config: { who: 'two words' } },
    { kind: 'author', config: { who: '@ana@town@example' } },
    { kind: 'list', config: { list: ' ' } },
    { kind: 'feed', config: {} },
  ],
  happen(town) {
    town.say({ author: 'kwame', text: '@crumb is there #sourdough left? The dark bread, I mean.' })
  },
}
