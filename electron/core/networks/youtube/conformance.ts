import type { Conformance, ConformanceStream } from '../conformance.ts'
import type { NetworkContext } from '../types.ts'
import { network } from './index.ts'
import { scope } from './manifest.ts'

const redirectUri = 'http://127.0.0.1:41999/callback'

/** A public feed has no sign-in that could be missing. */
const asPublic: ConformanceStream['expects'] = { 401: ['forbidden'] }

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['youtube'] ?? {}
    const { url, pending } = await network.beginBrowserSignIn(ctx, host, redirectUri, fields)
    const signedIn = await network.finishBrowserSignIn(ctx, pending, await allow(ctx, url))
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams(town): ConformanceStream[] {
    const threads = '/youtube/v3/commentThreads'
    const feed = '/feeds/videos.xml'
    const channel = town.logins['youtube']?.['neighbour'] ?? ''
    const withAccount = true
    return [
      { name: 'comments', kind: 'comments', config: {}, withAccount, path: threads },
      {
        name: 'comments of another channel',
        kind: 'comments',
        config: { where: '@theo' },
        withAccount,
        path: threads,
      },
      {
        name: 'words in videos',
        kind: 'keyword',
        config: { query: 'rye OR sourdough' },
        withAccount,
        path: '/youtube/v3/search',
      },
      {
        name: 'words in comments',
        kind: 'keyword',
        config: { query: 'rye', where: '@crumb' },
        withAccount,
        path: threads,
      },
      {
        name: 'videos of a channel',
        kind: 'author',
        config: { channel: '@theo' },
        withAccount,
        path: feed,
        expects: asPublic,
      },
      {
        name: 'videos, no account',
        kind: 'author',
        config: { channel, host: town.url },
        withAccount: false,
        path: feed,
        expects: asPublic,
      },
    ]
  },
  nonsense: [
    { kind: 'comments', config: { where: 'the bakery channel' } },
    { kind: 'comments', config: { where: 'https://video.example/watch?v=aaaaaaaaaaa' } },
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: 'rye OR' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: '-rye' } },
    { kind: 'keyword', config: { query: 'parc*' } },
    { kind: 'keyword', config: { query: 'rye', where: 'https://www.youtube.com/watch?v=short' } },
    { kind: 'author', config: {} },
    { kind: 'author', config: { channel: 'https://youtu.be/aaaaaaaaaaa' } },
    { kind: 'author', config: { channel: '@theo', host: 'http://far.example' } },
    { kind: 'mentions', config: {} },
  ],
  happen(town, name) {
    const isVideo = name.includes('videos')
    const by = name === 'comments of another channel' ? 'theo' : 'crumb'
    const video = town.statuses('youtube').find((one) => one.author === by && one.inReplyTo === undefined)
    if (isVideo) town.say({ on: 'youtube', author: 'theo', text: 'Rye at home\n\nA loaf for one, in a pan.' })
    else town.say({ on: 'youtube', author: 'kwame', text: 'Is that the dark rye?', inReplyTo: video?.id })
  },
}

/** Ticks the box on Google's page and goes on; gives what the browser comes back with. */
async function allow(ctx: NetworkContext, url: string): Promise<Record<string, string>> {
  const asked = new URL(url)
  const form = { ...Object.fromEntries(asked.searchParams), granted: scope, decision: 'continue' }
  const answer = await ctx.http.request(asked.origin + asked.pathname, { form, accept: [302] })
  return Object.fromEntries(new URL(answer.headers['location'] ?? '').searchParams)
}
