import { brokenWords, measure } from '#shared/domain/measure'
import type { TextRule } from '#shared/domain/text'
import { Failure } from '#shared/failure'

/**
 * Throws rejected where a text breaks a network's rule, before anything leaves. Core has asked before it took the message;
 * the rule may have changed since. `who` would refuse it: a network, or one of its servers.
 */
export function refuseBroken(who: string, text: string, rule: TextRule): void {
  const broken = brokenWords(measure(text, rule))
  if (broken.length > 0) throw new Failure('rejected', `${who} would not take this. ${broken.join(' ')}`)
}
