import type { Network } from '../types.ts'
import { act } from './acts.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { listen } from './live.ts'
import { manifest } from './manifest.ts'
import { beginBrowserSignIn, finishBrowserSignIn } from './oauth.ts'
import { parseRecorded, refSpace } from './parse.ts'
import { pull } from './pull.ts'
import { translate } from './search.ts'
import { refreshFacts, signInWithToken } from './sign-in.ts'
import { replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** Bluesky, and every server of the AT Protocol that shows its app.bsky. What it can and cannot is in README.md. */
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
  listen,
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
