import type { z } from 'zod'
import { Failure } from '#shared/failure'

/**
 * One thing of a known shape in an answer of `who`; `what` names it in words. Throws bad-response where it is something
 * else.
 */
export function readOne<T extends z.ZodType>(
  schema: T,
  value: unknown,
  who: string,
  what: string,
): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Failure('bad-response', `${who} answered with ${what} that cannot be understood.`)
}
