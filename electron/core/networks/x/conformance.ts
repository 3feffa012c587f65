import type { Conformance, ConformanceStream } from '../conformance.ts'
import { network } from './index.ts'

export const conformance: Conformance = {
  async account(ctx, town) {
    const { host = '', ...fields } = town.logins['x'] ?? {}
    const signedIn = await network.signInWithToken(ctx, host, { ...fields, ownsApp: 'yes' })
    const { remoteId, handle, credentials, facts } = signedIn
    return { id: 1, host: signedIn.host, remoteId, handle, credentials, facts }
  },
  streams: (): ConformanceStream[] => [
    { name: 'mentions', kind: 'mentions', config: {}, withAccount: true, path: '/2/users/' },
    {
      name: 'keyword',
      kind: 'keyword',
      config: { query: 'sourdough OR "fresh rye" -hiring' },
      withAccount: true,
      path: '/2/tweets/search/recent',
    },
  ],
  nonsense: [
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: ' ' } },
    { kind: 'keyword', config: { query: 'form:@ana' } },
    { kind: 'keyword', config: { query: 'lang:en' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: '-hiring' } },
    { kind: 'keyword', config: { query: `bread OR ${'w'.repeat(60)} `.repeat(12) } },
    { kind: 'feed', config: {} },
  ],
  happen(town) {
    town.say({ author: 'kwame', text: '@crumb is there sourdough left? The dark one, I mean.', on: 'x' })
    // Search answers for what is a little older than now.
    town.advance(15_000)
  },
}
