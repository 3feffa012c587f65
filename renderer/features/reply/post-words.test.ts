import { describe, expect, test } from 'vitest'
import { asSaidBy, startOfPost, waitingWords, wordsOfPost } from './post-words.ts'

const speaker = (accountId: number) => ({
  accountId,
  network: 'bluesky',
  handle: `@n${accountId}`,
  contentWarning: false,
  visibilities: [],
})

describe('a post begins', () => {
  test('with the only account that can speak', () => {
    expect(startOfPost({ speakers: [speaker(4)] })).toEqual({
      text: '',
      warning: '',
      visibility: undefined,
      accountId: 4,
      purpose: undefined,
    })
  })

  test('with nobody where several could speak', () => {
    expect(startOfPost({ speakers: [speaker(1), speaker(2)] }).accountId).toBeUndefined()
  })

  test('with the kept words, in the name they were written for', () => {
    const draft = { accountId: 2, text: 'Cake', warning: 'nuts', purpose: 'invite' as const }
    expect(startOfPost({ speakers: [speaker(1), speaker(2)], draft })).toMatchObject(draft)
  })

  test('with nobody where that account is gone', () => {
    const draft = { accountId: 9, text: 'Cake' }
    expect(startOfPost({ speakers: [speaker(1), speaker(2)], draft }).accountId).toBeUndefined()
  })
})

test('a blank warning is none, and what is not chosen is not said', () => {
  const form = { text: 'Cake', warning: ' ', visibility: undefined, accountId: undefined, purpose: undefined }
  expect(wordsOfPost(form)).toEqual({ text: 'Cake' })
  expect(wordsOfPost({ ...form, accountId: 3, warning: 'nuts', purpose: 'help' })).toEqual({
    text: 'Cake',
    accountId: 3,
    warning: 'nuts',
    purpose: 'help',
  })
})

test('an account says only what its network has', () => {
  const form = {
    text: 'Cake',
    warning: 'nuts',
    visibility: 'unlisted',
    accountId: 1,
    purpose: undefined,
  }
  const town = { contentWarning: true, visibilities: ['public', 'unlisted'] }
  expect(asSaidBy(form, town)).toEqual(form)
  expect(asSaidBy(form, undefined)).toEqual(form)
  expect(asSaidBy(form, { contentWarning: false, visibilities: ['public'] })).toEqual({
    ...form,
    warning: '',
    visibility: undefined,
  })
})

test('who waits is counted in words', () => {
  expect([0, 1, 12].map(waitingWords)).toEqual([
    undefined,
    'One conversation waits for an answer.',
    '12 conversations wait for an answer.',
  ])
})
