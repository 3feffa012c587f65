import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { NetworkAccount } from '../types.ts'
import { narrowerThan, replyDefaults, sameWords, visibilityOf } from './speak.ts'

const widths = ['public', 'unlisted', 'local', 'private', 'limited', 'direct']
const width = (visibility: string) =>
  widths.includes(visibility) ? widths.indexOf(visibility) : widths.length - 1

test('a reply is never wider than what it answers, whatever was chosen and whatever the server calls it', () => {
  const any = fc.oneof(fc.constantFrom(...widths), fc.string())
  fc.assert(
    fc.property(fc.option(any, { nil: undefined }), any, (chosen, parent) => {
      const sent = visibilityOf(chosen, parent)
      if (sent === undefined) throw new Error('a reply has a visibility')
      expect(['public', 'unlisted', 'private', 'direct']).toContain(sent)
      expect(width(sent)).toBeGreaterThanOrEqual(width(parent))
      expect(narrowerThan(parent)).toContain(sent)
    }),
  )
})

test('what was chosen stays, if it is narrow enough', () => {
  expect(visibilityOf('direct', 'public')).toBe('direct')
  expect(visibilityOf('public', 'direct')).toBe('direct')
  expect(visibilityOf('public', 'private')).toBe('private')
  expect(visibilityOf('public', 'local')).toBe('private')
  expect(visibilityOf(undefined, 'unlisted')).toBe('unlisted')
  expect(visibilityOf(undefined, undefined)).toBeUndefined()
})

const account: NetworkAccount = {
  id: 1,
  host: 'https://town.example',
  remoteId: 'https://town.example/@crumb',
  handle: '@crumb@town.example',
  credentials: null,
  facts: {
    accountId: '1',
    acct: 'crumb@town.example',
    url: 'https://town.example/@crumb',
    domain: 'town.example',
    software: 'mastodon',
  },
}
const person = (acct: string, url: string) => ({ id: acct, acct, url, username: acct })
const status = (author: object, mentions: object[]) => ({
  id: '5',
  created_at: '2026-10-01T08:00:00Z',
  account: author,
  content: '',
  mentions,
})

test('a reply starts with everybody who takes part, once, without us', () => {
  const raw = status(person('ana', 'https://town.example/@ana'), [
    person('crumb', 'https://town.example/@crumb'),
    person('bo@harbour.example', 'https://harbour.example/@bo'),
    person('ana', 'https://town.example/@ana'),
  ])
  expect(
    replyDefaults(account, {
      raw,
      visibility: 'unlisted',
      warning: 'food',
      authorHandle: '@ana@town.example',
    }),
  ).toEqual({
    text: '@ana @bo@harbour.example ',
    visibility: 'unlisted',
    visibilities: ['unlisted', 'private', 'direct'],
    warning: 'food',
  })
})

test('a post that was read on another server names its people by their whole handle', () => {
  const raw = status(person('bo', 'https://harbour.example/@bo'), [
    person('crumb@town.example', 'https://town.example/@crumb'),
  ])
  expect(replyDefaults(account, { raw, authorHandle: '@bo@harbour.example' }).text).toBe(
    '@bo@harbour.example ',
  )
})

test('where the post cannot be read, its author is named; an answer to ourselves names nobody', () => {
  expect(replyDefaults(account, { raw: null, authorHandle: '@ana@town.example' }).text).toBe(
    '@ana@town.example ',
  )
  expect(replyDefaults(account, { raw: null, authorHandle: '@crumb@town.example' }).text).toBe('')
})

test('the same words are the same however a server writes them, and other words are not', () => {
  expect(sameWords('@bo@harbour.example See https://a.test/x?y=1  *now*')).toBe(
    sameWords('@bo See https://x now'),
  )
  expect(sameWords('Yes')).not.toBe(sameWords('Yes!'))
})
