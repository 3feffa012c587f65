import { expect, it } from 'vitest'
import { failureCodes } from '#shared/failure'
import { failureWords } from './failure-words.ts'

it.each(failureCodes)('says %s in a sentence even when core gave no words', (code) => {
  const { sentence } = failureWords({ code, message: '' })
  expect(sentence).toMatch(/^[A-Z].*\.$/)
})

it('uses the words of core, as a sentence', () => {
  expect(failureWords({ code: 'gone', message: 'the feed is gone' }).sentence).toBe('The feed is gone.')
})

it('leaves alone what the user typed', () => {
  const message = 'is: does not know “nonsense”'
  expect(failureWords({ code: 'bad-input', message })).toEqual({ sentence: `${message}.` })
})

it('says when a limit ends', () => {
  const retryAtMs = new Date(2026, 9, 14, 14, 20).getTime()
  expect(failureWords({ code: 'rate-limited', message: '', retryAtMs }, 'de').help).toBe(
    'It is tried again at 14:20.',
  )
})

it('tells the network’s bill from a limit of our own', () => {
  const message = 'X wants credits first.'
  expect(failureWords({ code: 'billing', message, status: 402 }).help).toContain('Add credits')
  expect(failureWords({ code: 'billing', message })).toEqual({ sentence: message })
})
