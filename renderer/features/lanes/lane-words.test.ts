import { expect, it } from 'vitest'
import { laneName } from './lane-words.ts'

it('names a lane as asked, else after its query', () => {
  expect(laneName(' Refunds ', 'refund')).toBe('Refunds')
  expect(laneName(' ', ' refund  OR late ')).toBe('refund OR late')
  expect(laneName('', 'x'.repeat(200))).toHaveLength(80)
})
