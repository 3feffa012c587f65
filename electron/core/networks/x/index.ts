import type { Network } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { translateForX } from './dialect.ts'
import { listen } from './live.ts'
import { manifest } from './manifest.ts'
import { parseRecorded, refSpace } from './parse.ts'
import { backfill, pull } from './pull.ts'
import { beginBrowserSignIn, finishBrowserSignIn, signInWithToken } from './sign-in.ts'
import { handOff, replyDefaults, replyWay, send, sendCosts } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** X, by an app of the user's own. What it can, what it cannot and what it costs is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  beginBrowserSignIn,
  finishBrowserSignIn,
  checkConfig,
  pull,
  translate: (query) => translateForX(query),
  backfill,
  listen,
  refSpace: () => refSpace,
  thread,
  recheck,
  recheckBatch,
  send,
  replyWay,
  handOff,
  sendCosts,
  replyDefaults,
  parseRecorded,
} satisfies Network
