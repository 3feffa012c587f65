import type { Network } from '../types.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'
import { manifest } from './manifest.ts'
import { parseRecorded, refSpace } from './parse.ts'
import { pull } from './pull.ts'
import { beginBrowserSignIn, finishBrowserSignIn, refreshFacts } from './sign-in.ts'
import { act, replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** Reddit, by its API with an approved client of the user's own, and by its feeds without. What it can and cannot is in README.md. */
export const network = {
  manifest,
  beginBrowserSignIn,
  finishBrowserSignIn,
  refreshFacts,
  checkConfig,
  pull,
  translate,
  backfill,
  refSpace: () => refSpace,
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  replyWay,
  replyDefaults,
  parseRecorded,
} satisfies Network
