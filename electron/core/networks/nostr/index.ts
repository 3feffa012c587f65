import type { Network } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { listen } from './live.ts'
import { manifest } from './manifest.ts'
import { parseRecorded, refSpace } from './parse.ts'
import { backfill, pull } from './pull.ts'
import { refreshFacts, signInWithToken } from './sign-in.ts'
import { act, acts, cannotPost, replyDefaults, replyWay, send } from './speak.ts'
import { handOff, recheck, recheckBatch, thread } from './threads.ts'
import { translate } from './translate.ts'

/** Nostr: notes signed by their authors, on relays that anybody may run. What it can and cannot is in README.md. */
export const network = {
  manifest,
  signInWithToken,
  refreshFacts,
  checkConfig,
  pull,
  translate: (query) => translate(query),
  backfill,
  listen,
  refSpace: () => refSpace,
  thread,
  recheck,
  recheckBatch,
  send,
  act,
  acts,
  replyWay,
  cannotPost,
  replyDefaults,
  handOff,
  parseRecorded,
} satisfies Network
