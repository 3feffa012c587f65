import { afterEach, expect, test } from 'vitest'
import { ask, at, saturdayMs } from './testing.ts'
import { startTown, type Town } from './town.ts'

let town: Town | undefined
afterEach(async () => {
  await town?.close()
  town = undefined
})

test('the same moment gives the same town', async () => {
  const first = await startTown({ nowMs: saturdayMs, extra: 20 })
  const second = await startTown({ nowMs: saturdayMs, extra: 20 })
  expect(first.statuses()).toEqual(second.statuses())
  await Promise.all([first.close(), second.close()])
})

test('whom the bakery answers, answers back when a few seconds have passed', async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  const asked = town.say({ author: 'ana', text: '@crumb is the rye out?' })
  const json = {
    status: '@ana@harbour.example Yes, since six. Sorry about the queue!',
    in_reply_to_id: asked,
  }
  const ours = String(at((await ask(town, '/api/v1/statuses', { method: 'POST', json })).data, 'id'))
  town.advance(1000)
  expect(town.statuses()).toHaveLength(2)
  town.advance(6000)
  const last = town.statuses().at(-1)
  expect([last?.author, last?.inReplyTo, last?.mentions]).toEqual(['ana', ours, ['crumb']])
})

test('people do not answer for ever, and bots not at all', async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  const reply = async (to: string | undefined): Promise<void> => {
    await ask(town as Town, '/api/v1/statuses', {
      method: 'POST',
      json: { status: 'Thank you!', in_reply_to_id: to },
    })
    town?.advance(10_000)
  }
  await reply(town.say({ author: 'tidebot', text: '@crumb high water at six' }))
  expect(town.statuses().at(-1)?.author).toBe('crumb')
  await reply(town.say({ author: 'tomas', text: '@crumb buns?' }))
  for (let turn = 0; turn < 5; turn += 1)
    await reply(town.statuses().findLast((post) => post.author === 'tomas')?.id)
  expect(town.statuses().filter((post) => post.author === 'tomas')).toHaveLength(4)
})

test('a live town speaks by its clock', async () => {
  town = await startTown({ nowMs: saturdayMs, written: false, live: true })
  town.advance(600_000)
  expect(town.statuses().length).toBeGreaterThan(5)
})

test('other processes reach the town under /_town/', async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  const said = await ask(town, '/_town/say', { method: 'POST', json: { author: 'ana', text: '@crumb hi' } })
  const id = String(at(said.data, 'id'))
  await ask(town, '/_town/edit', { method: 'POST', json: { id, text: '@crumb hello' } })
  expect(at((await ask(town, '/_town/statuses')).data, 0, 'text')).toBe('@crumb hello')
  await ask(town, '/_town/remove', { method: 'POST', json: { id } })
  expect((await ask(town, '/_town/statuses')).data).toEqual([])
  expect((await ask(town, '/_town/remove', { method: 'POST', json: { id } })).status).toBe(400)
  expect(at((await ask(town, '/_town/account')).data, 'account', 'acct')).toBe('crumb')
})

test('the log tells what was asked, without the town’s own handles', async () => {
  town = await startTown({ nowMs: saturdayMs, written: false })
  await ask(town, '/_town/account')
  await ask(town, '/api/v1/notifications?limit=2', { token: null })
  expect(town.requests()).toEqual([
    { method: 'GET', path: '/api/v1/notifications', query: '?limit=2', status: 401, atMs: saturdayMs },
  ])
})
