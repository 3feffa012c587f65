import type { Network } from '../types.ts'
import { act, acts } from './acts.ts'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'
import { manifest } from './manifest.ts'
import { refSpace } from './parse.ts'
import { backfill, pull } from './pull.ts'
import { recheck, recheckBatch } from './recheck.ts'
import { parseRecorded } from './recorded.ts'
import { refreshFacts, signInWithToken } from './sign-in.ts'
import { cannotPost, handOff, replyDefaults, replyWay, send } from './speak.ts'
import { thread } from './whole-thread.ts'

/** Threads of Meta, by an app of the user's own. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
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
  cannotPost,
  handOff,
  replyDefaults,
  parseRecorded,
} satisfies Network
