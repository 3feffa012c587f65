import { expect, test } from 'vitest'
import { placeOf, planWalk } from './notifications.ts'

const nowMs = Date.UTC(2026, 9, 1, 9)
const task = (id: string, ago: number) => ({
  id,
  reason: 'mention',
  updatedMs: nowMs - ago,
  type: 'Issue',
  title: 'T',
  repo: 'a/b',
})
const listed = { isCut: false, nextPollMs: 60_000, lastModified: 'Thu, 01 Oct 2026 09:00:00 GMT' }
const day = 86_400_000

test('the first look leaves out what rests for weeks, a later one leaves out nothing that was touched', () => {
  const tasks = [task('1', 1000), task('2', 20 * day)]
  const first = planWalk({ threads: {} }, { ...listed, tasks }, nowMs)
  expect(first.walk?.todo.map(({ id }) => id)).toEqual(['1'])
  const at = { since: '2026-09-01T00:00:00Z', threads: { '1': { atMs: nowMs - 1000, afterUs: true } } }
  expect(planWalk(at, { ...listed, tasks }, nowMs).walk?.todo.map(({ id }) => id)).toEqual(['2'])
})

test('a thread that comes twice, because the pages moved, is asked once', () => {
  const tasks = [task('1', 2000), task('2', 3000), task('1', 1000)]
  const { walk } = planWalk({ since: '2026-09-01T00:00:00Z', threads: {} }, { ...listed, tasks }, nowMs)
  expect(walk?.todo.map(({ id, updatedMs }) => [id, updatedMs])).toEqual([
    ['1', nowMs - 1000],
    ['2', nowMs - 3000],
  ])
})

test('a list that was cut says from when on it has heard', () => {
  const at = { since: '2026-09-01T00:00:00Z', threads: {} }
  const plan = (isCut: boolean) =>
    planWalk(at, { ...listed, isCut, tasks: [task('1', 1000), task('2', 9000)] }, nowMs).walk
  expect(plan(true)).toMatchObject({
    coveredFromMs: nowMs - 9000,
    newestMs: nowMs - 1000,
    nextPollMs: 60_000,
  })
  expect(plan(false)?.coveredFromMs).toBeUndefined()
})

test('a place survives being stored, and a broken one starts anew', () => {
  const place = planWalk({ threads: {} }, { ...listed, tasks: [task('1', 1000)] }, nowMs)
  expect(placeOf(JSON.parse(JSON.stringify(place)) as null)).toEqual(place)
  expect(placeOf('rubbish')).toEqual({ threads: {} })
})
