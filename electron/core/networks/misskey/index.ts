import type { Network } from '../types.ts'
import { act, acts } from './acts.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { listen } from './live.ts'
import { manifest } from './manifest.ts'
import { parseRecorded, refSpaceOf } from './parse.ts'
import { pull } from './pull.ts'
import { beginBrowserSignIn, finishBrowserSignIn, refreshFacts, signInWithToken } from './sign-in.ts'
import { replyDefaults, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'
import { translateQuery } from './translate.ts'

/** Misskey and its relatives. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  beginBrowserSignIn,
  finishBrowserSignIn,
  refreshFacts,
  checkConfig,
  pull,
  translate: (query) => translateQuery(query),
  backfill,
  listen,
  refSpace: (account) => refSpaceOf(new URL(account.host).origin),
  strangerSpace: ({ host }) => (host === undefined ? undefined : refSpaceOf(host)),
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  acts,
  replyDefaults,
  parseRecorded,
} satisfies Network
