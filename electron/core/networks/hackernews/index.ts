import type { Network, ReplyWay } from '../types.ts'
import { backfill } from './backfill.ts'
import { checkConfig } from './check-config.ts'
import { translate } from './dialect.ts'
import { manifest } from './manifest.ts'
import { parseRecorded } from './parse.ts'
import { itemOfName } from './place.ts'
import { pull } from './pull.ts'
import { recheck, recheckBatch, thread } from './threads.ts'

const replyWay: ReplyWay = { way: 'browser', reason: manifest.speaks.reason }

/** Hacker News, by its public search service. What it can and cannot is in README.md. */
export const network = {
  manifest,
  checkConfig,
  pull: (ctx, _account, stream, cursor) => pull(ctx, stream, cursor),
  translate,
  backfill: (ctx, _account, stream, gap, cursor) => backfill(ctx, stream, gap, cursor),
  thread: (ctx, _account, item) => thread(ctx, item),
  recheck: (ctx, _account, refs) => recheck(ctx, refs),
  recheckBatch,
  replyWay: () => replyWay,
  /** The page takes no words along. */
  handOff(item) {
    const { place, id } = itemOfName(item.remoteId)
    return `${place.web}/reply?id=${id}`
  },
  parseRecorded,
} satisfies Network
