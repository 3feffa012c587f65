import { expect, test } from 'vitest'
import { capabilityOf } from './answer-words.ts'

test('how a post is answered is said in a few words, and with the reason where that is less than here', () => {
  expect(capabilityOf({ way: 'api' })).toEqual({
    sign: 'here',
    words: 'reply here',
    sentence: 'Reply here',
  })
  expect(capabilityOf({ way: 'browser', reason: 'It takes no answers from programs.' })).toEqual({
    sign: 'browser',
    words: 'reply in the browser',
    sentence: 'Replies open in the browser: It takes no answers from programs.',
  })
  expect(capabilityOf({ way: 'none', reason: 'This post is locked.' })).toEqual({
    sign: 'none',
    words: 'read only',
    sentence: 'Read only: This post is locked.',
  })
})

test('where only somebody is missing who speaks, it is no closed post', () => {
  expect(capabilityOf({ way: 'api', reason: 'Sign in to Mastodon to answer here.' })).toEqual({
    sign: 'none',
    words: 'no reply now',
    sentence: 'No reply now: Sign in to Mastodon to answer here.',
  })
})
