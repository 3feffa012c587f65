import { expect, it } from 'vitest'
import type { Lane } from '#shared/domain/conversation'
import { laneCount, neighbourLane, outboxCount, streamCount } from './sidebar-entries.ts'

const lane = (id: Lane['id']): Lane => ({ id, name: id, query: '', count: 1, order: 'newest' })

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

it('walks the lanes round and round, and enters them from a stream', () => {
  const lanes = [lane('needs-answer'), lane('late'), lane('done')]
  expect(neighbourLane(lanes, { type: 'lane', lane: 'done' }, 1)).toBe('needs-answer')
  expect(neighbourLane(lanes, { type: 'lane', lane: 'needs-answer' }, -1)).toBe('done')
  expect(neighbourLane(lanes, { type: 'stream', streamId: 4 }, 1)).toBe('needs-answer')
  expect(neighbourLane([], { type: 'lane', lane: 'done' }, 1)).toBeUndefined()
})
