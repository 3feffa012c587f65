import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const { token = '' } = town.logins['threads'] ?? {}
    const signedIn = await network.signInWithToken(ctx, town.url, { token })
    const { host, remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host, remoteId, handle, credentials, facts }
  },
  streams: (): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/v1.0/me/mentions' },
    { name: 'replies', kind: 'replies', config: {}, withAccount: true, path: '/v1.0/me/threads' },
    {
      name: 'words',
      kind: 'keyword',
      config: { query: 'sourdough OR rye' },
      withAccount: true,
      path: '/v1.0/keyword_search',
    },
    {
      name: 'a topic',
      kind: 'hashtag',
      config: { tag: 'breadtalk' },
      withAccount: true,
      path: '/v1.0/keyword_search',
    },
    {
      name: 'a profile',
      kind: 'author',
      config: { profile: '@nils' },
      withAccount: true,
      path: '/v1.0/profile_posts',
    },
  ],
  nonsense: [
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'hashtag', config: { tag: 'a.b' } },
    { kind: 'author', config: { profile: 'two words' } },
    { kind: 'feed', config: {} },
  ],
  happen(town, name) {
    const own = town.statuses('threads').find((post) => post.author === 'crumb' && isAnswered(town, post.id))
    switch (name) {
      case 'mentions':
        town.say({ on: 'threads', author: 'kwame', text: 'A good morning to @crumb from the surgery.' })
        return
      case 'replies':
        town.say({ on: 'threads', author: 'kwame', text: 'Is there any left?', inReplyTo: own?.id })
        return
      case 'words':
        town.say({ on: 'threads', author: 'kwame', text: 'Sourdough on prescription, why not.' })
        return
      case 'a topic':
        town.say({ on: 'threads', author: 'kwame', text: 'A crust a day. #breadtalk' })
        return
      default:
        town.say({ on: 'threads', author: 'nils', text: 'The bins of Mill Lane come on Thursday.' })
    }
  },
}

function isAnswered(town: Parameters<Conformance['happen']>[0], id: string): boolean {
  return town.statuses('threads').some(({ inReplyTo }) => inReplyTo === id)
}
