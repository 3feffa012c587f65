import { isQuestion } from '#shared/domain/question'
import { postPrint } from '#shared/domain/understanding/print'
import { toneOf, type Tone } from '#shared/domain/understanding/tone'
import type { ItemKind } from '#shared/domain/item'
import { detectLanguage } from './language.ts'

/** As much of a fetched item as is looked at. */
export interface Said {
  text: string
  title?: string | undefined
  kind: ItemKind
  url?: string | undefined
  lang?: string | undefined
  mine: boolean
}

/** What is understood of an item on this machine, before it is stored. */
export interface Understood<T extends Said> {
  /** The item with the language that it is in: the network's word for it where that is plausible. */
  item: T
  question: boolean
  /** How it sounds: a hint. */
  tone: Tone
  /** The same for the same post, whoever carried it; absent where it is too short to tell. */
  print: number | undefined
}

export function understand<T extends Said>(fetched: T): Understood<T> {
  const lang = detectLanguage(fetched.text, fetched.lang)
  return {
    item: lang === fetched.lang ? fetched : { ...fetched, lang },
    question: !fetched.mine && isQuestion(fetched.text, lang),
    tone: fetched.mine ? 'unknown' : toneOf(fetched.text, lang),
    print: fetched.mine ? undefined : postPrint(fetched),
  }
}
