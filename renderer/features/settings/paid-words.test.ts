import { expect, test } from 'vitest'
import { capWords, dayWords, spentWords } from './paid-words.ts'

const spending = { label: 'X', chargedMicroUsd: 420_000, plannedMicroUsd: 0 }

test('a limit stands in its field as it was written', () => {
  expect([capWords(undefined), capWords(0), capWords(5), capWords(12.5)]).toEqual(['', '', '5', '12.50'])
})

test('what was spent is said with its limit, what is not confirmed, and where it stops', () => {
  expect(spentWords({ ...spending, capMicroUsd: 5_000_000 })).toBe('$0.42 of $5.00 spent this month.')
  expect(spentWords({ ...spending, capMicroUsd: 5_000_000, plannedMicroUsd: 15_000 })).toBe(
    '$0.435 of $5.00 spent this month, $0.015 of it not confirmed.',
  )
  expect(spentWords({ ...spending, capMicroUsd: 420_000 })).toContain(
    'Paid calls are stopped until the next month.',
  )
  expect(spentWords(spending)).toContain('No limit is set any more')
  expect(spentWords({ ...spending, chargedMicroUsd: 0 })).toContain('asked nothing that costs money')
})

test('a day is one of UTC wherever the machine stands', () => {
  expect(dayWords(Date.UTC(2026, 10, 3), 'en')).toBe('Nov 3')
})
