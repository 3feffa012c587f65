import type { Conformance, ConformanceStream } from '../conformance.ts'
import type { NetworkContext } from '../types.ts'
import { network } from './index.ts'

const redirectUri = `http://127.0.0.1:${String(network.manifest.signIn.redirectPort)}/callback`

/** Strangers have no sign-in that could be missing, and a page with 403 is the wall before whoever asks too often. */
const asStranger: ConformanceStream['expects'] = { 401: ['forbidden'], 403: ['rate-limited'] }

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['reddit'] ?? {}
    const { url, pending } = await network.beginBrowserSignIn(ctx, host, redirectUri, fields)
    const signedIn = await network.finishBrowserSignIn(ctx, pending, await allow(ctx, url))
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams({ url: host }): ConformanceStream[] {
    const api = '/reddit/oauth'
    const own = { withAccount: true }
    const open = { withAccount: false, expects: asStranger }
    return [
      { name: 'replies', kind: 'replies', config: {}, path: `${api}/message/inbox`, ...own },
      { name: 'mentions', kind: 'mentions', config: {}, path: `${api}/message/mentions`, ...own },
      {
        name: 'subreddit',
        kind: 'list',
        config: { subreddit: 'dailyloaf' },
        path: `${api}/r/dailyloaf/new`,
        ...own,
      },
      {
        name: 'author',
        kind: 'author',
        config: { user: 'kwame' },
        path: `${api}/user/kwame/overview`,
        ...own,
      },
      {
        name: 'keyword',
        kind: 'keyword',
        config: { query: 'oven OR "rye bread"' },
        path: `${api}/search`,
        ...own,
      },
      {
        name: 'subreddit, no account',
        kind: 'list',
        config: { subreddit: 'dailyloaf', host },
        path: '/reddit/r/dailyloaf/new/.rss',
        ...open,
      },
      {
        name: 'author, no account',
        kind: 'author',
        config: { user: 'kwame', host },
        path: '/reddit/user/kwame/.rss',
        ...open,
      },
      {
        name: 'keyword, no account',
        kind: 'keyword',
        config: { query: 'oven', host },
        path: '/reddit/search.rss',
        ...open,
      },
      {
        name: 'keyword in a subreddit, no account',
        kind: 'keyword',
        config: { query: 'oven', subreddit: 'r/dailyloaf', host },
        path: '/reddit/r/dailyloaf/search.rss',
        ...open,
      },
    ]
  },
  nonsense: [
    { kind: 'list', config: {} },
    { kind: 'list', config: { subreddit: 'bread and butter' } },
    { kind: 'list', config: { subreddit: 'https://www.reddit.com/user/ana' } },
    { kind: 'list', config: { subreddit: 'dailyloaf', host: 'http://reddit.example' } },
    { kind: 'author', config: { user: '' } },
    { kind: 'author', config: { user: 'https://www.reddit.com/r/Breadit' } },
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: 'bread', subreddit: 'no such name' } },
    { kind: 'keyword', config: { query: 'w'.repeat(600) } },
    { kind: 'hashtag', config: {} },
  ],
  happen(town, name) {
    const ours = town.statuses('reddit').find(({ author }) => author === 'crumb')
    const isReply = name === 'replies'
    const isMention = name === 'mentions'
    const talk = town
      .statuses('reddit')
      .find(({ author, inReplyTo }) => author !== 'crumb' && inReplyTo === undefined)
    const text = isReply
      ? 'And the door, does it stick in winter too?'
      : isMention
        ? '@crumb would know, they open it every morning.'
        : '[dailyloaf] A new oven, and nobody dares to light it\n\nIt has a button that says *rustic*.'
    town.say({
      on: 'reddit',
      author: 'kwame',
      text,
      inReplyTo: isReply ? ours?.id : isMention ? talk?.id : undefined,
    })
  },
}

/** Says yes on Reddit's page, as a browser would. */
async function allow(ctx: NetworkContext, url: string): Promise<Record<string, string>> {
  const { searchParams } = new URL(url)
  const answer = await ctx.http.request(url.replace(/\?.*$/, ''), {
    method: 'POST',
    form: { ...Object.fromEntries(searchParams), authorize: 'Allow' },
    accept: [302],
  })
  return Object.fromEntries(new URL(answer.headers['location'] ?? '').searchParams)
}
