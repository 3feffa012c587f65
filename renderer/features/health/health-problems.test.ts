import { describe, expect, it } from 'vitest'
import type { Stream } from '#shared/domain/stream'
import { problems, shareWords, type HealthFacts } from './health-problems.ts'

const nowMs = new Date(2026, 9, 14, 14, 14).getTime()

function stream(given: Partial<Stream> & { id: number }): Stream {
  return {
    network: 'fake',
    kind: 'mentions',
    name: `Stream ${given.id}`,
    config: {},
    intervalMs: 60_000,
    paused: false,
    notify: 'badge',
    health: 'ok',
    live: false,
    open: 0,
    itemCount: 0,
    ...given,
  }
}

const facts = (streams: Stream[], given: Partial<HealthFacts> = {}): HealthFacts => ({
  core: { state: 'up' },
  online: true,
  streams,
  nowMs,
  locale: 'de',
  ...given,
})

describe('what is wrong', () => {
  it('is nothing when all is well, new or paused', () => {
    const streams = [
      stream({ id: 1 }),
      stream({ id: 2, health: 'new' }),
      stream({ id: 3, health: 'signed-out', paused: true }),
    ]
    expect(problems(facts(streams))).toEqual([])
  })

  it('is said once for an account, with the way to sign in again', () => {
    const heardToMs = new Date(2026, 9, 14, 14, 2).getTime()
    const found = problems(
      facts([
        stream({ id: 1, accountId: 7, health: 'signed-out', name: 'Crumb Bakery', heardToMs }),
        stream({ id: 2, accountId: 7, health: 'signed-out' }),
      ]),
    )
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({
      tone: 'bad',
      who: 'Crumb Bakery',
      words: 'signed out (2 streams); what came since 14:02 is not heard yet.',
      mend: { kind: 'sign-in', accountId: 7 },
      streamIds: [1, 2],
    })
  })

  it('is one thing for a network that money stops, with the limit to change or the bill to pay', () => {
    const failure = { code: 'billing' as const, message: 'Paid calls to X are stopped.' }
    const found = problems(
      facts([
        stream({ id: 1, network: 'x', health: 'broken', failure, name: 'Crumb on X' }),
        stream({ id: 2, network: 'x', health: 'broken', failure }),
        stream({ id: 3, network: 'y', health: 'broken', failure: { ...failure, status: 402 } }),
      ]),
    )
    expect(found.map(({ mend }) => mend)).toEqual([
      { kind: 'spending', label: 'Change the limit' },
      { kind: 'retry', label: 'Try now', streamIds: [3] },
    ])
    expect(found[0]).toMatchObject({
      who: 'Crumb on X',
      words: 'is not heard (2 streams): Paid calls to X are stopped. Nothing of it is heard yet.',
      streamIds: [1, 2],
    })
  })

  it('puts what needs the user before what heals by itself', () => {
    const found = problems(
      facts([
        stream({ id: 1, health: 'limited', untilMs: nowMs + 60_000 }),
        stream({ id: 2, health: 'late', lastOkMs: nowMs - 40 * 60_000 }),
        stream({ id: 3, health: 'broken', failure: { code: 'gone', message: 'The feed is gone' } }),
        stream({ id: 4, health: 'signed-out' }),
      ]),
    )
    expect(found.map((problem) => problem.streamIds[0])).toEqual([4, 3, 2, 1])
    expect(shareWords(found, 14)).toBe('4 of 14 streams')
  })

  it('tries all again that are late, for they often have one cause', () => {
    const found = problems(facts([1, 2].map((id) => stream({ id, health: 'late' }))))
    expect(found.map(({ mend }) => mend)).toEqual(
      [1, 2].map(() => ({ kind: 'retry', label: 'Retry now', streamIds: [1, 2] })),
    )
  })

  it('gives the reason of core in its own words, and an act that can help', () => {
    const gone = stream({ id: 1, health: 'broken', failure: { code: 'gone', message: 'The feed is gone' } })
    expect(problems(facts([gone]))[0]).toMatchObject({
      words: 'is broken: The feed is gone. Nothing of it is heard yet.',
      mend: { kind: 'show-stream', streamId: 1 },
    })
    const odd = stream({ id: 2, health: 'broken', failure: { code: 'bad-response', message: 'Not a feed' } })
    expect(problems(facts([odd]))[0]?.mend).toMatchObject({ kind: 'retry', streamIds: [2] })
  })

  it('says when a limit ends, and where to look', () => {
    const limited = stream({ id: 1, health: 'limited', untilMs: new Date(2026, 9, 14, 14, 20).getTime() })
    const [problem] = problems(facts([limited]))
    expect(problem?.words).toContain('must wait until 14:20')
    expect(problem?.mend).toMatchObject({ kind: 'show-stream', streamId: 1 })
  })

  it('announces a stream that fell silent, with a way to ask, unless it has other troubles', () => {
    const silentSinceMs = new Date(2026, 9, 14, 9, 10).getTime()
    const [problem] = problems(facts([stream({ id: 1, name: 'Gazette', silentSinceMs })]))
    expect(problem).toMatchObject({ who: 'Gazette', mend: { kind: 'retry', streamIds: [1] } })
    expect(problem?.words).toContain('nothing since 09:10')
    expect(problems(facts([stream({ id: 1, health: 'late', silentSinceMs })]))).toHaveLength(1)
    expect(problems(facts([stream({ id: 1, paused: true, silentSinceMs })]))).toEqual([])
  })

  it('tells of a hole while it is filled and while it stays, with its reason, after everything else', () => {
    const gap = {
      id: 1,
      streamId: 1,
      fromMs: new Date(2026, 9, 14, 10, 0).getTime(),
      toMs: new Date(2026, 9, 14, 11, 20).getTime(),
      reason: 'The feed holds only its newest 20.',
      seenMs: nowMs,
    }
    const found = problems(
      facts([
        stream({ id: 1, gap: { ...gap, state: 'filling' } }),
        stream({ id: 2, gap: { ...gap, state: 'permanent' } }),
        stream({ id: 3, gap: { ...gap, state: 'filled' } }),
        stream({ id: 4, health: 'late' }),
      ]),
    )
    expect(found.map(({ streamIds }) => streamIds[0])).toEqual([4, 1, 2])
    expect(found[1]?.words).toBe(
      'missed 10:00 to 11:20, and is being asked for it. The feed holds only its newest 20.',
    )
    expect(found[2]?.words).toContain('cannot be made up for. The feed holds only its newest 20.')
    expect(found[2]?.mend).toMatchObject({ kind: 'show-stream', streamId: 2 })
  })

  it('says once that there is no network, not for every stream', () => {
    const streams = [1, 2, 3].map((id) => stream({ id, health: 'late', heardToMs: nowMs - 60_000 * id }))
    const found = problems(facts(streams, { online: false }))
    expect(found).toHaveLength(1)
    expect(found[0]?.words).toContain('nothing since 14:11 is heard')
  })

  it('speaks of core alone when core rests', () => {
    const found = problems(
      facts([stream({ id: 1, health: 'broken' })], { core: { state: 'parked' }, online: false }),
    )
    expect(found).toHaveLength(1)
    expect(found[0]?.mend?.kind).toBe('restart-core')
  })
})
