import type { Conformance, ConformanceStream } from '../conformance.ts'
import type { NetworkAccount } from '../types.ts'
import { network } from './index.ts'

/** What strangers are refused is policy, and never a lack of sign-in. */
const asStranger: ConformanceStream['expects'] = { 401: ['forbidden'] }
/** Other software answers a part of the API: an inbox that is not there is none. */
const ofInbox: ConformanceStream['expects'] = { 404: ['not-supported'], 410: ['not-supported'] }

/** The town's two servers, by their addresses. */
function streamsOf(old: string, fresh: string): ConformanceStream[] {
  return [
    {
      name: 'replies, 0.19',
      kind: 'replies',
      config: {},
      withAccount: true,
      path: '/lemmy/api/v3/user/replies',
      expects: ofInbox,
    },
    {
      name: 'mentions, 0.19',
      kind: 'mentions',
      config: {},
      withAccount: true,
      path: '/lemmy/api/v3/user/mention',
      expects: ofInbox,
    },
    {
      name: 'keyword, 0.19',
      kind: 'keyword',
      config: { query: 'rye OR "rice flour"' },
      withAccount: true,
      path: '/lemmy/api/v3/search',
    },
    {
      name: 'community, 0.19, no account',
      kind: 'list',
      config: { community: `${old}/c/sourdough` },
      withAccount: false,
      path: '/lemmy/api/v3/post/list',
      expects: asStranger,
    },
    {
      name: 'author, 0.19',
      kind: 'author',
      config: { user: `${old}/u/kwame` },
      withAccount: true,
      path: '/lemmy/api/v3/user',
    },
    {
      name: 'community, 1.0, no account',
      kind: 'list',
      config: { community: `${fresh}/c/sourdough` },
      withAccount: false,
      path: '/lemmy-1/api/v4/post/list',
      expects: asStranger,
    },
    {
      name: 'keyword, 1.0, no account',
      kind: 'keyword',
      config: { query: 'rye', host: fresh },
      withAccount: false,
      path: '/lemmy-1/api/v4/search',
      expects: asStranger,
    },
    {
      name: 'author, 1.0, no account',
      kind: 'author',
      config: { user: `${fresh}/u/kwame` },
      withAccount: false,
      path: '/lemmy-1/api/v4/person/content',
      expects: asStranger,
    },
  ]
}

export const conformance: Conformance = {
  async account(ctx, town): Promise<NetworkAccount> {
    const { host = '', ...fields } = town.logins['lemmy'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, fields)
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams: ({ url }) => streamsOf(`${url}/lemmy`, `${url}/lemmy-1`),
  nonsense: [
    { kind: 'list', config: {} },
    { kind: 'list', config: { community: 'bread and butter' } },
    { kind: 'list', config: { community: 'https://town.example/post/5' } },
    { kind: 'list', config: { community: '!bread@town.example', host: 'http://town.example' } },
    { kind: 'author', config: { user: '' } },
    { kind: 'author', config: { user: 'https://town.example/c/bread' } },
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: 'bread', host: 'not a server' } },
    { kind: 'feed', config: {} },
  ],
  happen(town, name) {
    const posts = town.statuses('lemmy')
    const ours = posts.find(({ author }) => author === 'crumb')
    const sourdough = posts.find(({ text }) => text.startsWith('[sourdough]'))
    const isReply = name.startsWith('replies')
    town.say({
      on: 'lemmy',
      author: 'kwame',
      text: isReply
        ? 'Is there any of the dark one left?'
        : '@crumb is it the rye or the water? Mine sticks.',
      inReplyTo: isReply ? ours?.id : sourdough?.id,
    })
  },
}
