import type { events } from '#shared/contract'
import {
  bannerOf,
  ringing,
  tellingOf,
  type HeardFrom,
  type NoticeItem,
  type Telling,
} from '#shared/domain/notice'
import { quietUntil } from '#shared/domain/quiet-hours'
import type { z } from 'zod'
import { planJob } from './db/jobs.ts'
import { countBadge, decidedIds, decideNotices, heardItems, heldIds, lastBannerMs } from './db/notices.ts'
import type { Database } from './db/open.ts'
import { readSettings } from './db/settings.ts'
import type { Deps } from './deps.ts'

/** Tells the desktop what was heard: banners and the badge. What is told and when is decided in `#shared/domain/notice`. */
export interface Notices {
  /** Told after a page of a stream was filed: the ids of what the stream heard for the first time. */
  heard(ids: readonly number[], from: HeardFrom): void
  /** Tells what was held, if its time has come; answers when to look again. */
  tellHeld(): number | undefined
  /** The settings of banners changed: what is held may be due now. */
  settingsChanged(): void
  /** The user looks at the window, or does not any more. */
  setWatching(watching: boolean): void
  /** Something stored changed, and the badge may be another. */
  recount(): void
  state(): { badge: number; quietUntilMs: number | undefined; quietByHand: boolean; tray: boolean }
  stop(): void
}

export interface NoticesDeps {
  db: Database
  deps: Pick<Deps, 'clock' | 'networks'>
  emit<K extends 'notify' | 'badge'>(name: K, value: z.input<(typeof events)[K]>): void
  /** Looks at the job table now. */
  wakeJobs(): void
  /** Whether a conversation can be answered from here. */
  canReply(conversationId: number): boolean
}

/** Counting waits for more of the same: at most one count in this time. */
const recountMs = 250

/** Where nobody would see a banner: the command line. */
export const noNotices: Notices = {
  heard() {},
  tellHeld: () => undefined,
  settingsChanged() {},
  setWatching() {},
  recount() {},
  state: () => ({ badge: 0, quietUntilMs: undefined, quietByHand: false, tray: false }),
  stop() {},
}

export function createNotices({ db, deps, emit, wakeJobs, canReply }: NoticesDeps): Notices {
  const { clock } = deps
  let watching = false
  let cancelCount: (() => void) | undefined
  let lastCount: number | undefined

  const badge = (): number => (readSettings(db).badge ? countBadge(db, clock.now()) : 0)

  const stored = (ids: readonly number[]): NoticeItem[] =>
    heardItems(db, ids, clock.now()).map(({ network, ...item }) => ({
      ...item,
      where: deps.networks.get(network)?.manifest.label ?? network,
      createdMs: Math.floor(item.id / 1024),
    }))

  const tell = (items: readonly NoticeItem[]): void => {
    const { bannerShows, bannerSound } = readSettings(db)
    const banner = bannerOf(items, bannerShows)
    emit('notify', {
      ...banner,
      sinceMs: Math.min(...items.map((item) => item.receivedMs)) - 1,
      replyable:
        banner.itemId !== undefined && banner.conversationId !== undefined && canReply(banner.conversationId),
      sound: bannerSound,
    })
  }

  /** Decides about everything that waits, writes it down, and only then shows it: a crash in between shows it never, not twice. */
  const tellWaiting = (): Telling => {
    const now = clock.now()
    const { quietHours, quietUntilMs } = readSettings(db)
    const { waiting, handled } = heldIds(db)
    const items = stored(waiting)
    // Muted, deleted or made quieter since: no longer worth a banner.
    const due = items.filter((item) => !item.filtered && item.level === 'banner')
    const dropped = items.filter((item) => !due.includes(item))
    const telling = tellingOf(due.length, {
      nowMs: now,
      quiet: { hours: quietHours, untilMs: quietUntilMs },
      watching,
      lastBannerMs: lastBannerMs(db),
    })
    db.transaction(() => {
      decideNotices(db, [...handled, ...idsOf(dropped)], 'seen', now)
      if (telling.act === 'tell') decideNotices(db, idsOf(due), 'told', now)
      if (telling.act === 'seen') decideNotices(db, idsOf(due), 'seen', now)
    })()
    if (telling.act === 'tell') tell(due)
    return telling
  }

  const tellOrPlan = (): void => {
    const telling = tellWaiting()
    if (telling.act !== 'hold') return
    planJob(db, 'notice', 'held', telling.againMs)
    wakeJobs()
  }

  const count = (): void => {
    cancelCount = undefined
    const now = badge()
    if (now === lastCount) return
    lastCount = now
    emit('badge', { count: now })
  }

  const recount = (): void => {
    cancelCount ??= clock.after(recountMs, count)
  }

  return {
    heard(ids, from) {
      if (ids.length === 0 || from.isFirst) return
      const due = ringing(stored(ids), from, decidedIds(db, ids), clock.now())
      if (due.length === 0) return
      decideNotices(db, idsOf(due), 'held', clock.now())
      tellOrPlan()
    },
    tellHeld() {
      const telling = tellWaiting()
      return telling.act === 'hold' ? telling.againMs : undefined
    },
    settingsChanged() {
      tellOrPlan()
      recount()
    },
    setWatching(now) {
      watching = now
      if (watching) tellOrPlan()
    },
    recount,
    state() {
      const { quietHours, quietUntilMs, tray } = readSettings(db)
      lastCount = badge()
      return {
        badge: lastCount,
        quietUntilMs: quietUntil(clock.now(), { hours: quietHours, untilMs: quietUntilMs }),
        quietByHand: quietUntilMs > clock.now(),
        tray,
      }
    },
    stop() {
      cancelCount?.()
    },
  }
}

const idsOf = (items: readonly NoticeItem[]): number[] => items.map(({ id }) => id)
