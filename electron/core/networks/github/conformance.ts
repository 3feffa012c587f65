import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const { token = '' } = town.logins['github'] ?? {}
    const signedIn = await network.signInWithToken(ctx, town.url, { token })
    const { host, remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host, remoteId, handle, credentials, facts }
  },
  streams: (): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/api/v3/notifications' },
    { name: 'watched', kind: 'list', config: {}, withAccount: true, path: '/api/v3/notifications' },
    {
      name: 'keyword',
      kind: 'keyword',
      config: { query: 'timer' },
      withAccount: true,
      path: '/api/v3/search/issues',
    },
  ],
  nonsense: [
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: '(oven' } },
    { kind: 'keyword', config: { query: 'form:@ana' } },
    { kind: 'hashtag', config: { tag: 'oven' } },
    { kind: 'feed', config: {} },
  ],
  happen(town, name) {
    if (name === 'mentions')
      town.say({
        on: 'github',
        author: 'kwame',
        text: 'A question\n@crumb which timer is right for a surgery?',
      })
    else town.say({ on: 'github', author: 'kwame', text: 'The timer is late\nBy a minute a day.' })
  },
}
