import { expect, test } from 'vitest'
import { readUsd } from './dollars.ts'

test('a sum is read as people write it, and nothing else is one', () => {
  expect([readUsd('5'), readUsd(' $12.50 '), readUsd('12,5'), readUsd('0')]).toEqual([5, 12.5, 12.5, 0])
  for (const typed of ['', 'five', '-1', '1.234', '1e3', '1,000.00', '12345678'])
    expect(readUsd(typed), typed).toBeUndefined()
})
