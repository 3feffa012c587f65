import { blueskyThreads } from './on-bluesky.ts'
import { oddThreads } from './oddities.ts'
import { threads as forumThreads } from './on-discourse.ts'
import { xThreads } from './on-x.ts'
import { facebookThreads } from './on-facebook.ts'
import { githubThreads } from './on-github.ts'
import { instagramThreads } from './on-instagram.ts'
import { hackerNewsThreads } from './on-hackernews.ts'
import { blogThreads } from './on-wordpress.ts'
import { marketThreads } from './square-market.ts'
import { sourdoughThreads } from './square-sourdough.ts'
import { talkThreads } from './square-talk.ts'
import { earlierThreads } from './threads-earlier.ts'
import { latelyThreads } from './threads-lately.ts'
import { ownThreads } from './threads-own.ts'
import { waitingThreads } from './threads-waiting.ts'
import type { WrittenThread } from './written.ts'

export { notices } from './notices.ts'
export { people } from './people.ts'

/** Everything written on the town's own server, in no particular order. */
export const threads: readonly WrittenThread[] = [
  ...waitingThreads,
  ...latelyThreads,
  ...earlierThreads,
  ...ownThreads,
  ...marketThreads,
  ...sourdoughThreads,
  ...talkThreads,
  ...oddThreads,
]

/** What is written on a network; those that show no posts of the world have none. */
const threadsByNetwork: Readonly<Record<string, readonly WrittenThread[]>> = {
  bluesky: blueskyThreads,
  discourse: forumThreads,
  facebook: facebookThreads,
  github: githubThreads,
  hackernews: hackerNewsThreads,
  instagram: instagramThreads,
  mastodon: threads,
  wordpress: blogThreads,
  x: xThreads,
}

export function threadsOn(network: string): readonly WrittenThread[] {
  return threadsByNetwork[network] ?? []
}
