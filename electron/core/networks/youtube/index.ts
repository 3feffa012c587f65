import type { Network } from '../types.ts'
import { act, acts } from './acts.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { manifest } from './manifest.ts'
import { refSpace } from './parse.ts'
import { pull, translate } from './pull.ts'
import { parseRecorded } from './recorded.ts'
import { beginBrowserSignIn, finishBrowserSignIn, refreshFacts, signInWithToken } from './sign-in.ts'
import { handOff, replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** Comments on YouTube, by a Google Cloud project of the user's own. What it can, cannot and takes is in README.md. */
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
  refSpace: () => refSpace,
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  acts,
  replyWay,
  handOff,
  replyDefaults,
  parseRecorded,
} satisfies Network
