import type { Network } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { manifest } from './manifest.ts'
import { refSpaceOf } from './parse.ts'
import { pull } from './pull.ts'
import { translateQuery } from './query.ts'
import { parseRecorded } from './recorded.ts'
import { beginDeviceSignIn, pollDeviceSignIn, refreshFacts, signInWithToken } from './sign-in.ts'
import { act, handOff, replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** GitHub and its Enterprise Server. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  beginDeviceSignIn,
  pollDeviceSignIn,
  refreshFacts,
  checkConfig,
  pull,
  translate: (query) => translateQuery(query),
  refSpace: (account) => refSpaceOf(new URL(account.host).origin),
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  replyWay,
  handOff,
  replyDefaults,
  parseRecorded,
} satisfies Network
