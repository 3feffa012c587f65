import type { Query } from '#shared/domain/query/ast'
import { checkRule } from '#shared/domain/query/check'
import { print } from '#shared/domain/query/print'
import type { Asked, Rule, RuleDraft, RuleSource } from '#shared/domain/rule'
import { Failure } from '#shared/failure'
import { findAccount } from './db/accounts.ts'
import { planJob, removeJob } from './db/jobs.ts'
import { recordOperation } from './db/operations.ts'
import { backupRule } from './db/rule-backups.ts'
import { deleteRule, findRule, insertRule, listRules, writeRule, type StoredRule } from './db/rules.ts'
import {
  addStream,
  listStreams,
  markMatchedHere,
  removeStream,
  updateStream,
  type StoredStream,
} from './db/streams.ts'
import type { Network } from './networks/types.ts'
import { forgetRules } from './rules/active.ts'
import { networkOf, type World } from './world.ts'

/*
 * The life of rules. A rule is one query; each of its sources is a keyword stream that carries the same query and the
 * rule's number, so that polling, health and hits work as for every other stream. Every change is one operation.
 */

const keywordKind = (network: Network) => network.manifest.streamKinds.find((one) => one.kind === 'keyword')

/** True for a stream that is matched in what its network's other streams bring, and never asked. */
export function isReadAlong(
  networks: ReadonlyMap<string, Network>,
  stream: { network: string; kind: string },
): boolean {
  const network = networks.get(stream.network)
  return stream.kind === 'keyword' && network !== undefined && isMatchedHere(network)
}

/** True where a network is not asked for a rule, because it has no search: its streams are read here. */
export function isMatchedHere(network: Network): boolean {
  return keywordKind(network)?.here === true
}

/** Adds a rule with its sources; what it would have heard already is found by a job. */
export function addRule(world: World, draft: RuleDraft, operation: string): Rule {
  const { db, deps } = world
  const query = checkRule(draft.query)
  const now = deps.clock.now()
  const id = db.transaction(() => {
    const added = insertRule(db, {
      name: draft.name === undefined || draft.name === '' ? query.slice(0, 200) : draft.name,
      query,
      purpose: draft.purpose,
      weight: draft.weight,
      notify: draft.notify,
      hidesNoise: draft.hidesNoise,
      paused: false,
      createdMs: now,
    })
    setSources(world, mustFind(world, added), uniqueSources(draft.sources))
    record(world, operation, 'rule.add', added, { id: added, rule: null, sources: [] })
    return added
  })()
  return changed(world, id)
}

export interface RuleChange extends Partial<RuleDraft> {
  paused?: boolean | undefined
}

/** Changes a rule. Another query starts its sources afresh and looks through what is stored once more. */
export function changeRule(world: World, id: number, change: RuleChange, operation: string): Rule {
  const { db } = world
  const before = mustFind(world, id)
  const query = change.query === undefined ? before.query : checkRule(change.query)
  db.transaction(() => {
    record(world, operation, 'rule.change', id, backupRule(db, id))
    const isNamedAfterQuery =
      before.name === before.query && (change.name === undefined || change.name === before.name)
    const rule: StoredRule = {
      ...before,
      query,
      name: isNamedAfterQuery
        ? query.slice(0, 200)
        : change.name === undefined || change.name === ''
          ? before.name
          : change.name,
      purpose: 'purpose' in change ? change.purpose : before.purpose,
      weight: change.weight ?? before.weight,
      notify: change.notify ?? before.notify,
      hidesNoise: change.hidesNoise ?? before.hidesNoise,
      paused: change.paused ?? before.paused,
    }
    writeRule(db, rule)
    setSources(world, rule, uniqueSources(change.sources ?? sourcesOf(world, id)))
  })()
  return changed(world, id)
}

export function removeRule(world: World, id: number, operation: string): void {
  const { db } = world
  mustFind(world, id)
  db.transaction(() => {
    record(world, operation, 'rule.remove', id, backupRule(db, id))
    removeJob(db, 'apply-rule', String(id))
    deleteRule(db, id)
  })()
  forgetRules(db)
}

/** What each source would be asked for a query. Pure but for the names of networks. */
export function askedFor(world: World, query: Query, sources: readonly RuleSource[]): Asked[] {
  return sources.map(({ network: id, accountId, config = {} }) => {
    const network = networkOf(world, id)
    const said = isMatchedHere(network)
      ? { asked: [], here: [print(query)] }
      : (network.translate?.(query, config) ?? { asked: [print(query)], here: [] })
    const how = isMatchedHere(network) || said.asked.length === 0 ? 'here' : 'polled'
    return { network: id, accountId, how, ...said }
  })
}

function mustFind(world: World, id: number): StoredRule {
  const rule = findRule(world.db, id)
  if (rule === undefined) throw new Failure('not-found', 'This rule is not here any more.')
  return rule
}

function changed(world: World, id: number): Rule {
  forgetRules(world.db)
  const rule = listRules(world.db).find((one) => one.id === id)
  if (rule === undefined) throw new Failure('bug', 'the rule vanished while it was stored')
  return rule
}

function record(
  world: World,
  operation: string,
  kind: string,
  id: number,
  backup: ReturnType<typeof backupRule>,
): void {
  recordOperation(
    world.db,
    { id: operation, kind, payload: { ruleId: id }, inverse: { kind: 'rule', backup } },
    world.deps.clock.now(),
  )
}

function streamsOf(world: World, ruleId: number): StoredStream[] {
  return listStreams(world.db).filter((stream) => stream.ruleId === ruleId)
}

function sourcesOf(world: World, ruleId: number): RuleSource[] {
  return streamsOf(world, ruleId).map(({ network, accountId }) => ({ network, accountId }))
}

function uniqueSources(sources: readonly RuleSource[]): RuleSource[] {
  return [...new Map(sources.map((source) => [JSON.stringify(source), source])).values()]
}

/** Makes the sources of a rule those that are wanted: keeps, adds and removes streams. Call it in a transaction. */
function setSources(world: World, rule: StoredRule, wanted: readonly RuleSource[]): void {
  const { db, deps } = world
  if (wanted.length === 0) throw new Failure('bad-input', 'Choose at least one place to listen at.')
  const there = new Map(streamsOf(world, rule.id).map((stream) => [stream.id, stream]))
  const now = deps.clock.now()
  const asked = wanted.flatMap((source): { source: RuleSource; stream: StoredStream | undefined }[] => {
    const own = [...there.values()].filter((stream) => isSource(stream, source))
    for (const { id } of own) there.delete(id)
    return own.length === 0 ? [{ source, stream: undefined }] : own.map((stream) => ({ source, stream }))
  })
  for (const { source, stream } of asked) {
    const config = configOf(world, rule, source, stream)
    const network = networkOf(world, source.network)
    const id =
      stream?.id ??
      addStream(
        db,
        {
          accountId: source.accountId,
          network: source.network,
          kind: 'keyword',
          name: rule.name,
          namedByUser: true,
          config,
          intervalMs: keywordKind(network)?.defaultMs ?? 300_000,
          ruleId: rule.id,
        },
        now,
      )
    if (stream !== undefined) {
      const isOther = stream.config['query'] !== config['query']
      updateStream(db, id, { name: rule.name, paused: rule.paused, ...(isOther ? { config } : {}) })
    }
    if (isMatchedHere(network)) markMatchedHere(db, id)
    if (rule.paused || isMatchedHere(network)) removeJob(db, 'pull', String(id))
    else planJob(db, 'pull', String(id), now)
  }
  for (const gone of there.values()) removeStream(db, gone.id)
  planJob(db, 'apply-rule', String(rule.id), now)
}

/** Whether a stream is the source that is meant. */
function isSource(stream: StoredStream, { network, accountId, config = {} }: RuleSource): boolean {
  return (
    stream.network === network &&
    stream.accountId === accountId &&
    Object.entries(config).every(([name, value]) => (stream.config[name] ?? '') === value)
  )
}

/** The configuration of a source; throws bad-input or not-supported where the network cannot listen so. */
function configOf(
  world: World,
  rule: StoredRule,
  source: RuleSource,
  stream: StoredStream | undefined,
): Record<string, string> {
  const network = networkOf(world, source.network)
  const kind = keywordKind(network)
  if (kind === undefined)
    throw new Failure('not-supported', `${network.manifest.label} cannot be listened to by words.`)
  if (source.accountId === undefined && kind.needsAccount)
    throw new Failure('bad-input', `${network.manifest.label} needs an account for this. Sign in first.`)
  if (source.accountId !== undefined && findAccount(world.db, source.accountId)?.network !== source.network)
    throw new Failure('not-found', 'The account that was to listen is not here any more.')
  return network.checkConfig('keyword', { ...source.config, ...stream?.config, query: rule.query }).config
}
