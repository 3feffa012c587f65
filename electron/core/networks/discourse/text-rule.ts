import type { TextRule } from '#shared/domain/text'
import type { Facts } from './client.ts'

/** Longest post of a forum that nobody changed the settings of. */
const usualMax = 32_000

/** How long posts may be, and how long they must be: less in private topics. What a forum does not say, it judges itself. Pure. */
export function ruleOf(
  { minPost = 0, minPrivate = 0, maxPost = usualMax }: Partial<Facts>,
  isPrivate: boolean,
): TextRule {
  const min = isPrivate ? minPrivate : minPost
  return { unit: 'codepoints', max: maxPost, ...(min > 0 ? { min } : {}) }
}
