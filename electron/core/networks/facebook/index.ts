import type { Network } from '../types.ts'
import { act, acts } from './acts.ts'
import { checkConfig } from './check-config.ts'
import { manifest } from './manifest.ts'
import { backfill, pull, refSpace } from './pull.ts'
import { parseRecorded } from './recorded.ts'
import { refreshFacts, signInWithToken } from './sign-in.ts'
import { handOff, replyDefaults, replyWay, send } from './speak.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

/** A Facebook Page, and the Instagram professional account that belongs to it. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  refreshFacts,
  checkConfig,
  pull,
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
