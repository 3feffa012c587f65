import type { events } from '#shared/contract'
import { Offers } from './archives/offers.ts'
import { attention } from './attention.ts'
import { conversationDetail } from './calls/conversations.ts'
import { callHandlers } from './calls/index.ts'
import { gatherChanges } from './changes.ts'
import { hostLedger } from './db/hosts.ts'
import { listImports } from './db/imports.ts'
import { ensureJob, planJob } from './db/jobs.ts'
import { closeStore, openStore } from './db/open.ts'
import { readSettings } from './db/settings.ts'
import { all } from './db/statement.ts'
import { listStreams } from './db/streams.ts'
import type { Core, Deps } from './deps.ts'
import { archiveJob } from './jobs/archive.ts'
import { applyMuteJob, applyRuleJob } from './jobs/apply.ts'
import { learnJob } from './jobs/learn.ts'
import { Asked } from './jobs/asked.ts'
import { backfillJob } from './jobs/backfill.ts'
import { planFilling } from './jobs/filling.ts'
import { expireJob, planExpiry } from './jobs/expire.ts'
import { factsJob, planMissingFacts } from './jobs/facts.ts'
import { lateJob } from './jobs/late.ts'
import { noticeJob } from './jobs/notice.ts'
import { pullJob } from './jobs/pull.ts'
import { recheckJob } from './jobs/recheck.ts'
import { Runner } from './jobs/runner.ts'
import { sendJob } from './jobs/send.ts'
import { silenceJob } from './jobs/silence.ts'
import { planWake, wakeJob } from './jobs/wake.ts'
import { isReadAlong } from './listening.ts'
import { LaneCounts } from './lane-counts.ts'
import { planCopies, wipeJob } from './jobs/wipe.ts'
import { LiveConnections } from './live.ts'
import { createHttp } from './networks/http.ts'
import { createNotices, noNotices } from './notices.ts'
import { Presence } from './presence.ts'
import type { World } from './world.ts'

export interface CoreOptions {
  /** Off for commands that only read: no job runs and nothing is connected. */
  background?: boolean
  /** Off where one round of asking is enough (`listen --once`). */
  live?: boolean
  /** Kinds of jobs that run; all of them if absent. A command that sends a reply need not pull every stream first. */
  jobs?: readonly string[] | undefined
  /** Off where nobody would see a banner or the badge. */
  notices?: boolean
  /** Where a window is drawn first: no job runs and nothing is connected before `begin`. */
  hold?: boolean
}

/**
 * Opens the store, starts its jobs and answers the contract. Runs alike in Electron's utilityProcess, under
 * plain Node and in tests; `deps` is all it knows of the outside. Throws newer-file or bad-input when the
 * data cannot be opened.
 */
export function createCore(deps: Deps, options: CoreOptions = {}): Core {
  const background = options.background !== false
  const db = openStore(deps.dbFile, {
    onCopied: (file) => deps.log.info('data copied before a change of shape', { file }),
  })
  const listeners = new Map<string, Set<(value: never) => void>>()
  const emit = (name: keyof typeof events, value: unknown): void => {
    for (const listener of listeners.get(name) ?? []) listener(value as never) // `on` ties the name to the listener's type
  }
  const laneCounts = new LaneCounts(db, deps.clock)
  const changes = gatherChanges(deps.clock, (event) => {
    // First, because the window asks for the counts as soon as it hears of the change.
    laneCounts.follow(event)
    emit('changed', event)
    world.notices.recount()
  })
  const shown = background && options.notices !== false
  let isHeld = options.hold === true
  const wakeJobs = (): void => {
    if (background && !isHeld) runner.wake()
  }
  const world: World = {
    deps,
    db,
    changes,
    notices: shown
      ? createNotices({
          db,
          deps,
          emit,
          wakeJobs,
          canReply: (id) => conversationDetail(world, id).cannotReply === undefined,
        })
      : noNotices,
    http: createHttp({
      fetch: deps.fetch,
      ledger: hostLedger(db),
      clock: deps.clock,
      random: () => deps.random(),
    }),
    attention: attention(deps.clock),
    asked: new Asked(),
    offers: new Offers(),
    formats: deps.formats ?? new Map(),
  }
  if (readSettings(db).fileKeyConsent) deps.vault.consent()
  const live = new LiveConnections(world, wakeJobs)
  const runner = new Runner({
    db,
    clock: deps.clock,
    log: deps.log,
    random: () => deps.random(),
    only: options.jobs,
    watched: () => world.attention.watched(),
    kinds: {
      pull: pullJob(world, live),
      send: sendJob(world),
      wake: wakeJob(world),
      late: lateJob(world),
      backfill: backfillJob(world),
      recheck: recheckJob(world),
      facts: factsJob(world),
      expire: expireJob(world),
      wipe: wipeJob(world),
      silence: silenceJob(world),
      notice: noticeJob(world, shown),
      'apply-rule': applyRuleJob(world),
      'apply-mute': applyMuteJob(world),
      learn: learnJob(world),
      archive: archiveJob(world, world.formats),
    },
  })
  const presence = new Presence(world)
  if (background) {
    planMissing(world)
    if (shown) presence.recall()
  }
  const start = (): void => {
    if (background && options.live !== false) live.refresh()
    wakeJobs()
  }
  if (!isHeld) start()
  return {
    handlers: callHandlers({ world, live, presence, laneCounts, wakeJobs }),
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
    offer: (ticket, path, use) => world.offers.add(ticket, path, use),
    begin() {
      if (!isHeld) return
      isHeld = false
      start()
    },
    async settle() {
      await runner.settle()
      changes.flush()
    },
    async stop() {
      isHeld = false
      live.stop()
      await runner.stop()
      presence.left()
      world.notices.stop()
      changes.stop()
      closeStore(db)
    },
  }
}

/** Whatever should be planned and is not (an interrupted version, a restored backup) is planned at start. */
function planMissing(world: World): void {
  const now = world.deps.clock.now()
  for (const stream of listStreams(world.db)) {
    const isStuck = stream.health === 'signed-out' || stream.health === 'broken'
    if (
      !stream.paused &&
      stream.nextPullMs === undefined &&
      !isStuck &&
      !isReadAlong(world.deps.networks, stream)
    )
      planJob(world.db, 'pull', String(stream.id), now)
  }
  for (const message of all<{ id: string; due_ms: number | null }>(
    world.db,
    "SELECT id, due_ms FROM outbox WHERE state IN ('held', 'queued', 'sending')",
  )) {
    planJob(world.db, 'send', message.id, message.due_ms ?? now)
  }
  planWake(world)
  planFilling(world)
  planJob(world.db, 'late', 'streams', now)
  ensureJob(world.db, 'silence', 'streams', now)
  for (const { id, state } of listImports(world.db))
    if (state === 'running' || state === 'undoing') ensureJob(world.db, 'archive', String(id), now)
  planMissingFacts(world)
  planExpiry(world)
  planCopies(world)
}
