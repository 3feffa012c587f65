import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

/** What strangers are refused is policy, and never a lack of sign-in. */
const asStranger: ConformanceStream['expects'] = { 401: ['forbidden'] }

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['wordpress'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, fields)
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams(town): ConformanceStream[] {
    const site = `${town.url}/blog`
    const root = `${site}/wp-json/`
    const path = '/blog/wp-json/wp/v2/comments'
    return [
      { name: 'comments', kind: 'comments', config: {}, withAccount: true, path },
      {
        name: 'comments, no account',
        kind: 'comments',
        config: { site, root },
        withAccount: false,
        path,
        expects: asStranger,
      },
      {
        name: 'comments, no pretty addresses',
        kind: 'comments',
        config: { site, root: `${site}/?rest_route=/` },
        withAccount: false,
        path: '/blog/',
        expects: asStranger,
      },
      { name: 'keyword', kind: 'keyword', config: { query: 'rye OR oven' }, withAccount: true, path },
      {
        name: 'keyword, no account',
        kind: 'keyword',
        config: { query: '"rice flour"', site, root },
        withAccount: false,
        path,
        expects: asStranger,
      },
    ]
  },
  nonsense: [
    { kind: 'comments', config: { site: 'the bakery blog' } },
    { kind: 'comments', config: { site: 'ftp://blog.example' } },
    { kind: 'comments', config: { site: 'https://crumb:secret@blog.example' } },
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: 'rye OR' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: '-rye' } },
    { kind: 'mentions', config: {} },
  ],
  happen(town) {
    const oldest = town.statuses('wordpress')[0]
    town.say({
      on: 'wordpress',
      author: 'kwame',
      text: 'Do you still bake the dark rye, with rice flour in the basket?',
      inReplyTo: oldest?.id,
    })
  },
}
