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
import { beginBrowserSignIn, finishBrowserSignIn, refreshFacts, signInWithToken } from './sign-in.ts'
import { replyDefaults, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** Forums that run Discourse. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  beginBrowserSignIn,
  finishBrowserSignIn,
  refreshFacts,
  checkConfig,
  pull,
  translate,
  backfill,
  refSpace: (account) => refSpaceOf(account.host),
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  replyDefaults,
  discover,
  parseRecorded,
} satisfies Network
