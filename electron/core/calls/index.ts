import type { calls, Handlers } from '#shared/contract'
import type { LaneCounts } from '../lane-counts.ts'
import type { LiveConnections } from '../live.ts'
import type { Presence } from '../presence.ts'
import type { World } from '../world.ts'
import { accountCalls } from './accounts.ts'
import { appCalls } from './app.ts'
import { archiveCalls } from './archives.ts'
import { catchUpCalls } from './catch-up.ts'
import { conversationCalls } from './conversations.ts'
import { goalCalls } from './goals.ts'
import { laneCalls } from './lanes.ts'
import { noticeCalls } from './notices.ts'
import { outboxCalls } from './outbox.ts'
import { muteCalls, ruleCalls } from './rules.ts'
import { peopleCalls } from './people.ts'
import { postCalls } from './posts.ts'
import { queryCalls } from './query.ts'
import { spendingCalls } from './spending.ts'
import { streamCalls } from './streams.ts'

/** What handlers work with. */
export interface CallContext {
  world: World
  live: LiveConnections
  presence: Presence
  laneCounts: LaneCounts
  /** Looks at the job table now. */
  wakeJobs(): void
}

type AllHandlers = Handlers<typeof calls>

/** The handlers whose calls begin with these nouns. */
export type PartOf<Noun extends string> = Pick<AllHandlers, Extract<keyof AllHandlers, `${Noun}.${string}`>>

/** One handler for each call of the contract: a missing or a surplus one does not compile. */
export function callHandlers(context: CallContext): AllHandlers {
  return {
    ...accountCalls(context),
    ...appCalls(context),
    ...archiveCalls(context),
    ...catchUpCalls(context),
    ...conversationCalls(context),
    ...goalCalls(context),
    ...laneCalls(context),
    ...muteCalls(context),
    ...noticeCalls(context),
    ...outboxCalls(context),
    ...peopleCalls(context),
    ...postCalls(context),
    ...queryCalls(context),
    ...ruleCalls(context),
    ...spendingCalls(context),
    ...streamCalls(context),
  } satisfies AllHandlers
}
