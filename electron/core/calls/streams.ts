import type { StreamDraft } from '#shared/contract'
import { ruleDraft } from '#shared/domain/rule'
import type { Gap } from '#shared/domain/coverage'
import type { Stream } from '#shared/domain/stream'
import { asFailure, Failure } from '#shared/failure'
import { findAccount } from '../db/accounts.ts'
import { coverageOf, gapsBetween, gapsToTell } from '../db/coverage.ts'
import { planJob, removeJob } from '../db/jobs.ts'
import {
  addStream,
  findSameStream,
  findStream,
  listStreams,
  removeStream,
  updateStream,
  type StoredStream,
} from '../db/streams.ts'
import { checkRule } from '#shared/domain/query/check'
import { addRule } from '../listening.ts'
import type { LiveConnections } from '../live.ts'
import { contextFor, networkOf, type World } from '../world.ts'
import { defaultInterval } from './accounts.ts'
import type { CallContext, PartOf } from './index.ts'

export function streamCalls({ world, live, wakeJobs }: CallContext): PartOf<'streams'> {
  const { db, deps, changes } = world
  const shown = (stream: StoredStream): Stream => publicStream(world, live, stream)
  const found = (id: number): StoredStream => {
    const stream = findStream(db, id)
    if (stream === undefined) throw new Failure('not-found', 'This stream is not here any more.')
    return stream
  }
  const told = (): void => {
    live.refresh()
    changes.tell(['streams', 'lanes', 'conversations', 'app'])
    wakeJobs()
  }
  return {
    'streams.list': () => shownStreams(world, live),

    'streams.add': (draft) => {
      const { id } = startStream(world, draft)
      told()
      return shown(found(id))
    },

    'streams.update': ({ id, name, intervalMs, paused, config, notify }) => {
      const stream = found(id)
      const network = networkOf(world, stream.network)
      const floor = network.manifest.streamKinds.find((k) => k.kind === stream.kind)?.floorMs ?? 60_000
      if (intervalMs !== undefined && intervalMs < floor) {
        throw new Failure(
          'bad-input',
          `${network.manifest.label} asks for at least ${String(Math.round(floor / 1000))} seconds between two requests.`,
        )
      }
      const checked = config === undefined ? undefined : network.checkConfig(stream.kind, config).config
      updateStream(db, id, { name, intervalMs, paused, config: checked, notify })
      if (paused === true) removeJob(db, 'pull', String(id))
      else planJob(db, 'pull', String(id), deps.clock.now())
      told()
      return shown(found(id))
    },

    'streams.remove': ({ id }) => {
      found(id)
      removeStream(db, id)
      told()
      return {}
    },

    'streams.refresh': ({ ids }) => {
      const wanted = listStreams(db).filter((s) => !s.paused && (ids === undefined || ids.includes(s.id)))
      for (const stream of wanted) planJob(db, 'pull', String(stream.id), deps.clock.now())
      told()
      return {}
    },

    'streams.watch': ({ ids }) => {
      world.attention.look(ids)
      for (const stream of listStreams(db)) if (ids.includes(stream.id)) askSooner(world, stream)
      wakeJobs()
      return {}
    },

    'streams.coverage': ({ id, fromMs, toMs }) => {
      found(id)
      return {
        ranges: coverageOf(db, id, { fromMs, toMs }),
        gaps: gapsBetween(db, id, { fromMs, toMs }),
      }
    },

    'streams.discover': async ({ network: id, address }) => {
      const network = networkOf(world, id)
      if (network.discover === undefined)
        throw new Failure('not-supported', `${network.manifest.label} cannot look at an address.`)
      return network.discover(
        contextFor(world, AbortSignal.timeout(60_000), { network: id }, [address]),
        address,
      )
    },

    'streams.importText': ({ network: id, text }) => {
      const network = networkOf(world, id)
      if (network.readImport === undefined)
        throw new Failure('not-supported', `${network.manifest.label} has nothing to import.`)
      const { drafts, refused } = network.readImport(text)
      const report = { added: 0, already: 0, refused: [...refused] }
      for (const draft of drafts) {
        try {
          if (startStream(world, draft).isNew) report.added += 1
          else report.already += 1
        } catch (error) {
          report.refused.push({
            what: draft.name ?? Object.values(draft.config).join(' '),
            why: asFailure(error).message,
          })
        }
      }
      told()
      return report
    },

    'streams.exportText': ({ network: id }) => {
      const network = networkOf(world, id)
      if (network.writeExport === undefined)
        throw new Failure('not-supported', `${network.manifest.label} has nothing to export.`)
      return network.writeExport(
        listStreams(db)
          .filter((s) => s.network === id)
          .map(({ name, config }) => ({ name, config })),
      )
    },
  }
}

/** For how long a hole that stays is told to everybody; after that the screen of the streams still draws it. */
export const tellHolesMs = 86_400_000

export function shownStreams(world: World, live: LiveConnections): Stream[] {
  const gaps = gapsToTell(world.db, world.deps.clock.now() - tellHolesMs)
  return listStreams(world.db).map((stream) => withGap(stream, live, gaps))
}

function publicStream(world: World, live: LiveConnections, stream: StoredStream): Stream {
  return withGap(stream, live, gapsToTell(world.db, world.deps.clock.now() - tellHolesMs))
}

function withGap(
  { cursor: _cursor, namedByUser: _named, createdMs: _created, ...stream }: StoredStream,
  live: LiveConnections,
  gaps: readonly Gap[],
): Stream {
  const own = gaps.filter(({ streamId }) => streamId === stream.id)
  const gap = own.find(({ state }) => state !== 'permanent') ?? own.at(-1)
  return { ...stream, live: live.isUp(stream.accountId), ...(gap === undefined ? {} : { gap }) }
}

/**
 * Asks a stream that came in front as soon as its network allows. One that waits longer than its interval does so
 * for a reason (a wish of the network, a limit, a failure), and goes on waiting.
 */
function askSooner(world: World, stream: StoredStream): void {
  const { id, lastOkMs, nextPullMs, intervalMs } = stream
  if (stream.paused || stream.failure !== undefined || lastOkMs === undefined || nextPullMs === undefined)
    return
  if (nextPullMs - lastOkMs > 1.06 * intervalMs) return
  const kinds = networkOf(world, stream.network).manifest.streamKinds
  const floorMs = kinds.find(({ kind }) => kind === stream.kind)?.floorMs ?? intervalMs
  planJob(world.db, 'pull', String(id), Math.max(world.deps.clock.now(), lastOkMs + floorMs))
}

/** Adds a stream from what was typed and plans its first pull; one that is there already is answered as it is. */
function startStream(world: World, draft: StreamDraft): { id: number; isNew: boolean } {
  const { db, deps } = world
  const network = networkOf(world, draft.network)
  const kind = network.manifest.streamKinds.find((k) => k.kind === draft.kind)
  if (kind === undefined)
    throw new Failure('not-supported', `${network.manifest.label} has no stream of the kind "${draft.kind}".`)
  if (kind.needsAccount && draft.accountId === undefined)
    throw new Failure('bad-input', `${kind.label} needs an account. Sign in first.`)
  if (draft.accountId !== undefined && findAccount(db, draft.accountId)?.network !== draft.network) {
    throw new Failure('not-found', 'The account of this stream is not here any more.')
  }
  if (draft.kind === 'keyword') return startRule(world, draft)
  const { config, name } = network.checkConfig(draft.kind, draft.config)
  const same = findSameStream(db, {
    network: draft.network,
    kind: draft.kind,
    accountId: draft.accountId,
    config,
  })
  if (same !== undefined) return { id: same.id, isNew: false }
  const intervalMs = Math.max(
    kind.floorMs,
    draft.intervalMs ?? defaultInterval(world, draft.network, draft.kind),
  )
  const id = db.transaction(() => {
    const added = addStream(
      db,
      {
        accountId: draft.accountId,
        network: draft.network,
        kind: draft.kind,
        name: draft.name ?? name,
        namedByUser: draft.name !== undefined,
        config,
        intervalMs,
      },
      deps.clock.now(),
    )
    planJob(db, 'pull', String(added), deps.clock.now())
    return added
  })()
  return { id, isNew: true }
}

/** A keyword stream is a rule of one source; others can be added to it. */
function startRule(world: World, draft: StreamDraft): { id: number; isNew: boolean } {
  const query = checkRule(draft.config['query'] ?? '')
  const network = networkOf(world, draft.network)
  const { query: _query, ...config } = network.checkConfig('keyword', { ...draft.config, query }).config
  const same = listStreams(world.db).find(
    (stream) =>
      stream.kind === 'keyword' &&
      stream.network === draft.network &&
      stream.accountId === draft.accountId &&
      stream.config['query'] === query &&
      Object.entries(config).every(([name, value]) => stream.config[name] === value),
  )
  if (same !== undefined) return { id: same.id, isNew: false }
  const rule = addRule(
    world,
    ruleDraft.parse({
      name: draft.name,
      query,
      sources: [{ network: draft.network, accountId: draft.accountId, config }],
    }),
    world.deps.newId(),
  )
  const [source] = rule.sources
  if (source === undefined) throw new Failure('bug', 'a rule was stored without its source')
  if (draft.intervalMs !== undefined) {
    const floorMs = network.manifest.streamKinds.find(({ kind }) => kind === 'keyword')?.floorMs ?? 0
    updateStream(world.db, source.streamId, { intervalMs: Math.max(floorMs, draft.intervalMs) })
  }
  return { id: source.streamId, isNew: true }
}
