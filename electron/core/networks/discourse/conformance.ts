import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

/** What strangers are refused is policy, and never a lack of sign-in. */
const asStranger: ConformanceStream['expects'] = { 401: ['forbidden'] }

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['discourse'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, fields)
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams(town): ConformanceStream[] {
    const site = `${town.url}/forum`
    const [search, posts] = ['/forum/search.json', '/forum/posts.json']
    const stranger = { withAccount: false, expects: asStranger }
    return [
      {
        name: 'mentions',
        kind: 'mentions',
        config: {},
        withAccount: true,
        path: '/forum/notifications.json',
      },
      { name: 'feed', kind: 'feed', config: {}, withAccount: true, path: posts },
      { name: 'feed, no account', kind: 'feed', config: { site }, path: posts, ...stranger },
      {
        name: 'category',
        kind: 'list',
        config: { where: `${site}/c/bread/5` },
        withAccount: true,
        path: search,
      },
      {
        name: 'tag, no account',
        kind: 'list',
        config: { where: `${site}/tag/fermentation` },
        path: search,
        ...stranger,
      },
      {
        name: 'author, no account',
        kind: 'author',
        config: { user: '@josip', site },
        path: '/forum/u/josip/activity.json',
        ...stranger,
      },
      {
        name: 'keyword',
        kind: 'keyword',
        config: { query: 'dough OR starter' },
        withAccount: true,
        path: search,
      },
      {
        name: 'keyword, no account',
        kind: 'keyword',
        config: { query: 'starter -jam', site },
        path: search,
        ...stranger,
      },
    ]
  },
  nonsense: [
    { kind: 'feed', config: { site: 'the town forum' } },
    { kind: 'feed', config: { site: 'ftp://forum.example' } },
    { kind: 'feed', config: { site: 'http://forum.example' } },
    { kind: 'feed', config: { site: 'https://crumb:secret@forum.example' } },
    { kind: 'list', config: {} },
    { kind: 'list', config: { where: 'https://forum.example/latest' } },
    { kind: 'list', config: { where: 'https://forum.example/tag/a%20b' } },
    { kind: 'author', config: { user: 'two words' } },
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: 'rye OR' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: '-rye' } },
    { kind: 'keyword', config: { query: 'a' } },
    { kind: 'hashtag', config: {} },
  ],
  happen(town) {
    const dough = town.statuses('discourse').find(({ text }) => text.startsWith('[bread] My dough'))
    town.say({
      on: 'discourse',
      author: 'josip',
      text: '@crumb the dough is awake again, and so is the starter.',
      inReplyTo: dough?.id,
    })
  },
}
