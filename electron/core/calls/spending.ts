import { monthOfSpending } from '../spending.ts'
import type { CallContext, PartOf } from './index.ts'

export function spendingCalls({ world }: CallContext): PartOf<'spending'> {
  return {
    'spending.month': ({ month }) =>
      monthOfSpending(
        world,
        month === undefined ? world.deps.clock.now() : Date.parse(`${month}-01T00:00:00Z`),
      ),
  }
}
