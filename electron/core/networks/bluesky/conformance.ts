import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

const xrpc = (name: string) => `/xrpc/app.bsky.${name}`

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['bluesky'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, fields)
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams: (): ConformanceStream[] => [
    {
      name: 'mentions',
      kind: 'mentions',
      config: {},
      withAccount: true,
      path: xrpc('notification.listNotifications'),
    },
    {
      name: 'keyword',
      kind: 'keyword',
      config: { query: '#lindenbrook OR sourdough -boost' },
      withAccount: true,
      path: xrpc('feed.searchPosts'),
    },
    {
      name: 'keyword, live',
      kind: 'keyword',
      config: { query: 'lindenbrook', source: 'jetstream' },
      withAccount: true,
      path: xrpc('feed.searchPosts'),
    },
    {
      name: 'author',
      kind: 'author',
      config: { actor: '@ana.harbour.example' },
      withAccount: true,
      path: xrpc('feed.getAuthorFeed'),
    },
    {
      name: 'list',
      kind: 'list',
      config: { address: 'https://bsky.app/profile/crumb.lindenbrook.example/lists/3kneighbours2' },
      withAccount: true,
      path: xrpc('feed.getListFeed'),
    },
  ],
  nonsense: [
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: '-hiring' } },
    { kind: 'keyword', config: { query: 'bread', source: 'firehose' } },
    { kind: 'keyword', config: { query: 'lang:en is:question', source: 'jetstream' } },
    { kind: 'keyword', config: { query: 'bread', source: 'jetstream', server: 'http://far.example' } },
    { kind: 'author', config: { actor: 'ana' } },
    { kind: 'author', config: {} },
    { kind: 'list', config: {} },
    { kind: 'list', config: { address: 'https://bsky.app/profile/ana.bsky.social/feed/3k2abc' } },
    { kind: 'hashtag', config: { tag: 'bread' } },
  ],
  happen(town, name) {
    const texts: Record<string, { author: string; text: string }> = {
      mentions: { author: 'kwame', text: '@crumb is there a loaf left? The dark one, I mean.' },
      list: { author: 'kwame', text: 'The surgery is open until six.' },
      author: { author: 'ana', text: 'Wind from the south-west. The loaf stays dry.' },
    }
    const said = texts[name] ?? { author: 'nils', text: 'First frost. The ovens are warm. #lindenbrook' }
    town.say({ ...said, on: 'bluesky' })
  },
}
