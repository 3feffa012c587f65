import { isQuestion } from '#shared/domain/question'
import { postPrint } from '#shared/domain/understanding/print'
import type { FetchedItem } from '../networks/types.ts'
import { detectLanguage } from './language.ts'

/** What is understood of an item on this machine, before it is stored. */
export interface Understood {
  /** The item with the language that it is in: the network's word for it where that is plausible. */
  item: FetchedItem
  question: boolean
  /** The same for the same post, whoever carried it; absent where it is too short to tell. */
  print: number | undefined
}

export function understand(fetched: FetchedItem): Understood {
  const lang = detectLanguage(fetched.text, fetched.lang)
  return {
    item: lang === fetched.lang ? fetched : { ...fetched, lang },
    question: !fetched.mine && isQuestion(fetched.text, lang),
    print: fetched.mine ? undefined : postPrint(fetched),
  }
}
