import { expect, test } from 'vitest'
import { capabilityOf } from './capability.ts'

test('what cannot be answered here, and why, is said in a few words', () => {
  expect(capabilityOf({ replyWay: { way: 'api' } })).toBeUndefined()
  expect(
    capabilityOf({ replyWay: { way: 'browser', reason: 'It takes no answers from programs.' } }),
  ).toEqual({
    words: 'answer in the browser',
    reason: 'It takes no answers from programs.',
  })
  const locked = 'This post is locked.'
  expect(capabilityOf({ replyWay: { way: 'none', reason: locked }, cannotReply: locked })).toEqual({
    words: 'read only',
    reason: locked,
  })
  const signedOut = 'Sign in to Mastodon to answer here.'
  expect(capabilityOf({ replyWay: { way: 'api' }, cannotReply: signedOut })).toEqual({
    words: 'no answer now',
    reason: signedOut,
  })
})
