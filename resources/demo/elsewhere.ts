import type { Town } from './town.ts'

export interface Elsewhere {
  accounts: { network: string; host: string; fields: Record<string, string> }[]
  streams: { network: string; kind: 'replies' | 'list'; config: Record<string, string> }[]
}

/** Where the bakery is besides its Mastodon server, and what it hears without an account. */
export function elsewhere({ url, logins }: Town): Elsewhere {
  const accounts = networks.flatMap((network) => {
    const login = logins[network]
    return login === undefined ? [] : [{ network, host: login['host'] ?? '', fields: { ...login } }]
  })
  return {
    accounts,
    streams: [
      { network: 'hackernews', kind: 'replies', config: { user: 'crumb', host: `${url}/hn` } },
      { network: 'reddit', kind: 'list', config: { subreddit: 'dailyloaf', host: url } },
    ],
  }
}

/** Those that can be signed in to with what is pasted. */
const networks = ['bluesky', 'facebook', 'threads', 'wordpress', 'github', 'lemmy', 'discourse']
