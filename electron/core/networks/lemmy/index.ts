import type { Network } from '../types.ts'
import { act } from './acts.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'
import { discover } from './discover.ts'
import { manifest } from './manifest.ts'
import { parseRecorded } from './parse.ts'
import { refSpaceOf } from './place.ts'
import { pull } from './pull.ts'
import { refreshFacts, signInWithToken } from './sign-in.ts'
import { replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** Lemmy, and what answers like it. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  refreshFacts,
  checkConfig,
  pull,
  translate,
  backfill,
  refSpace: (account) => refSpaceOf(account.host),
  strangerSpace: ({ host }) => (host === undefined ? undefined : refSpaceOf(host)),
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  replyWay,
  replyDefaults,
  discover,
  parseRecorded,
} satisfies Network
