import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, at, each, saturdayMs, type Reply } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { misskeyTokens } from './misskey-miauth.ts'

let town: Town
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, written: false, answers: false })
})
afterEach(() => town.close())

const call = (endpoint: string, body: object = {}, i: string | null = misskeyTokens.full): Promise<Reply> =>
  ask(town, `/api/${endpoint}`, {
    method: 'POST',
    token: null,
    json: i === null ? body : { ...body, i },
  })
const codeOf = ({ status, data }: Reply) => [status, at(data, 'error', 'code')]

function say(text: string, more: Partial<Parameters<Town['say']>[0]> = {}): string {
  town.advance(1000)
  return town.say({ on: 'misskey', author: 'ana', text, ...more })
}

test('with sinceId alone the oldest come first, otherwise the newest', async () => {
  const ids = ['one', 'two', 'three', 'four'].map((text) => say(`#count ${text}`))
  const page = async (step: object) =>
    each((await call('notes/search-by-tag', { tag: 'count', limit: 2, ...step })).data, 'id')
  expect(await page({})).toEqual([ids[3], ids[2]])
  expect(await page({ sinceId: ids[0] })).toEqual([ids[1], ids[2]])
  expect(await page({ untilId: ids[2] })).toEqual([ids[1], ids[0]])
  expect(await page({ sinceId: ids[0], untilId: ids[3] })).toEqual([ids[2], ids[1]])
})

test('a token is looked at first, then its rights, then what was sent', async () => {
  expect(codeOf(await call('notes/delete', {}, 'nobody'))).toEqual([401, 'AUTHENTICATION_FAILED'])
  expect(codeOf(await call('notes/delete', {}, null))).toEqual([401, 'CREDENTIAL_REQUIRED'])
  expect(codeOf(await call('notes/delete', {}, misskeyTokens.hears))).toEqual([403, 'PERMISSION_DENIED'])
  expect(codeOf(await call('notes/delete'))).toEqual([400, 'INVALID_PARAM'])
  expect(codeOf(await call('notes/show', { noteId: '1' }))).toEqual([400, 'NO_SUCH_NOTE'])
})

test('an answer names whom it answers without a word, a quote is told as one', async () => {
  const own = String(at((await call('notes/create', { text: 'Rye is out' })).data, 'createdNote', 'id'))
  const reply = say('on my way', { inReplyTo: own })
  const quote = say('[quote] this one', { inReplyTo: own })
  const { data } = await call('i/notifications', { limit: 5 })
  expect(each(data, 'type')).toEqual(['quote', 'reply'])
  expect([at(data, 0, 'note', 'renoteId'), at(data, 0, 'note', 'replyId')]).toEqual([own, null])
  expect(at(data, 0, 'note', 'text')).toBe('this one')
  expect(each((await call('notes/replies', { noteId: own })).data, 'id')).toEqual([reply])
  expect(each((await call('notes/mentions', { limit: 5 })).data, 'id')).toEqual([reply])
  expect(at((await call('notes/show', { noteId: quote })).data, 'renote', 'id')).toBe(own)
})

test('nothing knows a repeat, and what is too long or wider than allowed is refused', async () => {
  const secret = say('@crumb psst', { visibility: 'direct' })
  await call('notes/create', { text: 'twice' })
  await call('notes/create', { text: 'twice' })
  expect(town.statuses('misskey').filter(({ text }) => text === 'twice')).toHaveLength(2)
  expect(codeOf(await call('notes/create', { text: 'x'.repeat(3001) }))).toEqual([400, 'INVALID_PARAM'])
  expect(codeOf(await call('notes/create', { text: ' ' }))).toEqual([400, 'CONTENT_REQUIRED'])
  expect(codeOf(await call('notes/create', { text: 'loud', replyId: secret }))).toEqual([
    400,
    'CANNOT_REPLY_TO_SPECIFIED_VISIBILITY_NOTE_WITH_EXTENDED_VISIBILITY',
  ])
})

test('strangers see what is public, and the page of a note', async () => {
  const open = say('good morning #fog')
  const closed = say('@crumb only for you #fog', { visibility: 'direct' })
  expect(each((await call('notes/search-by-tag', { tag: 'fog' }, null)).data, 'id')).toEqual([open])
  expect((await ask(town, `/notes/${open}`, { token: null })).text).toContain('good morning')
  expect((await ask(town, `/notes/${closed}`, { token: null })).status).toBe(404)
})

test('reactions are counted, once', async () => {
  const noteId = say('@crumb lovely')
  const react = () => call('notes/reactions/create', { noteId, reaction: '❤' })
  const before = Number(at((await call('notes/show', { noteId })).data, 'reactionCount'))
  expect([(await react()).status, codeOf(await react())]).toEqual([204, [400, 'ALREADY_REACTED']])
  const { data } = await call('notes/show', { noteId })
  expect([at(data, 'myReaction'), at(data, 'reactionCount')]).toEqual(['❤', before + 1])
})
