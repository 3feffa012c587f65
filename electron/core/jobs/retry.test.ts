import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failureCodes, isPassing, type FailureShape } from '#shared/failure'
import { backOffMs, healthAfter, lateAfterMs, maySendAgain, nextTryMs } from './retry.ts'

const failure = fc.record({
  code: fc.constantFrom(...failureCodes),
  message: fc.string(),
  retryAtMs: fc.option(fc.integer({ min: 0, max: 2e12 }), { nil: undefined }),
})
const share = fc.double({ min: 0, max: 0.999, noNaN: true })

describe('backing off', () => {
  test('waits grow, and stay between 15 seconds and 36 minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), share, (tries, random) => {
        expect(backOffMs(tries, random)).toBeGreaterThanOrEqual(15_000)
        expect(backOffMs(tries, random)).toBeLessThanOrEqual(36 * 60_000)
        expect(backOffMs(tries + 1, 0)).toBeGreaterThanOrEqual(backOffMs(tries, 0))
      }),
    )
  })

  test('a retry is in the future and never before the network allows; what will not pass is not retried', () => {
    fc.assert(
      fc.property(failure, fc.integer({ min: 1, max: 50 }), share, (shape, tries, random) => {
        const at = nextTryMs(shape, tries, 1e12, random)
        if (!isPassing(shape.code) && shape.code !== 'billing') expect(at).toBeUndefined()
        else expect(at).toBeGreaterThanOrEqual(Math.max(1e12 + 1000, shape.retryAtMs ?? 0))
      }),
    )
  })

  test('what stopped for money is asked again when the month is over, else every six hours', () => {
    const capped: FailureShape = { code: 'billing', message: '', retryAtMs: 2e12 }
    expect(nextTryMs(capped, 9, 1e12, 0)).toBe(2e12)
    expect(nextTryMs({ code: 'billing', message: '' }, 9, 1e12, 0)).toBe(1e12 + 6 * 3_600_000)
    expect(maySendAgain(capped, 1)).toBe(false)
  })

  test('a message is not tried for ever, nor again after a bug of ours', () => {
    const offline: FailureShape = { code: 'offline', message: '' }
    expect(maySendAgain(offline, 1)).toBe(true)
    expect(maySendAgain(offline, 100)).toBe(false)
    expect(maySendAgain({ code: 'bug', message: '' }, 1)).toBe(false)
    expect(maySendAgain({ code: 'rejected', message: '' }, 1)).toBe(false)
  })
})

describe('health', () => {
  const stream = { intervalMs: 60_000, lastOkMs: 1e12 }
  test.each([
    ['signed-out', 'signed-out'],
    ['rate-limited', 'limited'],
    ['gone', 'broken'],
    ['forbidden', 'broken'],
    ['not-supported', 'broken'],
  ] as const)('%s makes a stream %s at once', (code, health) => {
    expect(healthAfter({ code, message: '' }, stream, 1, 1e12 + 1)).toBe(health)
  })

  test('trouble that may pass is late only after a while', () => {
    const offline: FailureShape = { code: 'offline', message: '' }
    expect(healthAfter(offline, stream, 1, 1e12 + lateAfterMs(60_000))).toBe('ok')
    expect(healthAfter(offline, stream, 1, 1e12 + lateAfterMs(60_000) + 1)).toBe('late')
    expect(healthAfter(offline, { intervalMs: 60_000 }, 1, 1e12)).toBe('late')
  })

  test('an answer that stays unreadable is broken, not late', () => {
    expect(healthAfter({ code: 'bad-response', message: '' }, stream, 5, 1e12)).toBe('broken')
  })
})
