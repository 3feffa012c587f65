import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const { token = '' } = town.logins['facebook'] ?? {}
    const signedIn = await network.signInWithToken(ctx, town.url, { token })
    const { host, remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host, remoteId, handle, credentials, facts }
  },
  streams: (): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/v26.0/104857600017/tagged' },
    { name: 'comments', kind: 'comments', config: {}, withAccount: true, path: '/v26.0/104857600017/feed' },
    {
      name: 'comments on Instagram',
      kind: 'comments',
      config: { on: 'instagram' },
      withAccount: true,
      path: '/v26.0/17841400001234567/media',
    },
  ],
  nonsense: [
    { kind: 'comments', config: { on: 'the wall' } },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'hashtag', config: { tag: 'bread' } },
    { kind: 'feed', config: {} },
  ],
  happen(town, name) {
    const instagram = name === 'comments on Instagram'
    const on = instagram ? 'instagram' : 'facebook'
    const own = town.statuses(on).find((post) => post.author === 'crumb' && post.inReplyTo === undefined)
    if (name === 'mentions')
      town.say({ on, author: 'kwame', text: 'A good morning to @crumb from the surgery.' })
    else town.say({ on, author: 'kwame', text: 'Is there any left?', inReplyTo: own?.id })
  },
}
