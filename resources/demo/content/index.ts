import { readdirSync } from 'node:fs'
import { oddThreads } from './oddities.ts'
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

/** What is written on a network, by its id: `threads` of each `on-NAME.ts`. Those that show no posts of the world have none. */
const threadsByNetwork: ReadonlyMap<string, readonly WrittenThread[]> = new Map([
  ['mastodon', threads],
  ...(await Promise.all(filesOnNetworks().map(async (name) => [name, await threadsIn(name)] as const))),
])

function filesOnNetworks(): string[] {
  return readdirSync(import.meta.dirname)
    .flatMap((file) => /^on-([a-z0-9]+)\.ts$/.exec(file)?.[1] ?? [])
    .sort()
}

async function threadsIn(name: string): Promise<readonly WrittenThread[]> {
  const file = (await import(`./on-${name}.ts`)) as { threads?: readonly WrittenThread[] } // each names it so, as its compiler holds
  if (file.threads === undefined) throw new Error(`on-${name}.ts exports no threads`)
  return file.threads
}

export function threadsOn(network: string): readonly WrittenThread[] {
  return threadsByNetwork.get(network) ?? []
}
