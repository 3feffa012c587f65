import { expect, it } from 'vitest'
import type { Lane, OwnLane } from '#shared/domain/conversation'
import {
  laneCount,
  laneSources,
  moved,
  neighbourLane,
  outboxCount,
  ownLaneCount,
  streamCount,
} from './sidebar-entries.ts'

const lane = (id: Lane['id']): Lane => ({ id, name: id, query: '', count: 1, order: 'newest' })
const own = (id: number): OwnLane => ({ id, name: 'x', query: 'x', notify: 'silent', place: id, more: false })

it('says late in words and keeps quiet about nothing and about what is done', () => {
  expect(laneCount({ id: 'late', count: 3 })).toEqual({ words: '3 late', late: true })
  expect(laneCount({ id: 'late', count: 0 })).toEqual({ words: '', late: false })
  expect(laneCount({ id: 'done', count: 900 }).words).toBe('')
  expect(laneCount({ id: 'heard', count: 10_000 }).words).toBe('10k+')
})

it('puts what failed before what is held', () => {
  expect(outboxCount([{ state: 'held' }, { state: 'failed' }, { state: 'sent' }])).toEqual({
    words: '1 failed',
    late: true,
  })
  expect(outboxCount([{ state: 'held' }, { state: 'queued' }])).toEqual({ words: '1 held', late: false })
  expect(outboxCount([{ state: 'sent' }, { state: 'draft' }]).words).toBe('')
})

it('shows a dash where a stream is deaf', () => {
  expect(streamCount({ health: 'broken', open: 0 })).toBe('–')
  expect(streamCount({ health: 'ok', open: 0 })).toBe('')
  expect(streamCount({ health: 'broken', open: 4 })).toBe('4')
})

it('walks the lanes in the order of the sidebar, round and round, and enters them from a stream', () => {
  const lanes = laneSources([lane('needs-answer'), lane('done'), lane('late')], [own(7), own(3)])
  expect(lanes).toEqual([
    { type: 'lane', lane: 'needs-answer' },
    { type: 'lane', lane: 'late' },
    { type: 'own-lane', id: 7 },
    { type: 'own-lane', id: 3 },
    { type: 'lane', lane: 'done' },
  ])
  expect(neighbourLane(lanes, { type: 'lane', lane: 'done' }, 1)).toEqual(lanes[0])
  expect(neighbourLane(lanes, { type: 'lane', lane: 'late' }, 1)).toEqual(lanes[2])
  expect(neighbourLane(lanes, { type: 'own-lane', id: 7 }, -1)).toEqual(lanes[1])
  expect(neighbourLane(lanes, { type: 'lane', lane: 'needs-answer' }, -1)).toEqual(lanes[4])
  expect(neighbourLane(lanes, { type: 'stream', streamId: 4 }, 1)).toEqual(lanes[0])
  expect(neighbourLane([], { type: 'lane', lane: 'done' }, 1)).toBeUndefined()
})

it('counts own lanes as far as they are counted', () => {
  expect(ownLaneCount({ count: undefined, more: false }).words).toBe('')
  expect(ownLaneCount({ count: 0, more: false }).words).toBe('')
  expect(ownLaneCount({ count: 12, more: false }).words).toBe('12')
  expect(ownLaneCount({ count: 12, more: true }).words).toBe('12+')
  expect(ownLaneCount({ count: 1000, more: true }).words).toBe('1k+')
})

it('moves a lane a place, and not beyond the ends', () => {
  expect(moved([1, 2, 3], 2, -1)).toEqual([2, 1, 3])
  expect(moved([1, 2, 3], 2, 1)).toEqual([1, 3, 2])
  expect(moved([1, 2, 3], 1, -1)).toBeUndefined()
  expect(moved([1, 2, 3], 3, 1)).toBeUndefined()
  expect(moved([1, 2, 3], 9, 1)).toBeUndefined()
})
