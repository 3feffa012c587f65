/**
 * Words that show how somebody feels, in one language. Entries are words or phrases parted by commas, written as people
 * write them; they are folded like texts are (`shared/domain/tokens.ts`). A `*` ends a beginning that any ending may
 * follow, of at least three letters.
 */
export interface Lexicon {
  /** Pleased, thankful; `warmest` counts double. */
  warm: string
  warmest: string
  /** Of the warm ones, what is also said for politeness when something is asked for. */
  polite: string
  /** Annoyed, disappointed; `crossest` counts double. */
  cross: string
  crossest: string
  /** What goes wrong: news by itself, a complaint in numbers, and what turns praise into irony. */
  trouble: string
  /** Says that trouble is over. */
  solved: string
  /** Praise that is often said with a sneer. */
  sneer: string
  /** Cross whatever its words say. */
  ironic: string
  /** Phrases that hold words of feeling and show none. */
  neutral: string
  negation: string
  intensifier: string
  /** What follows counts more than what went before. */
  contrast: string
  /** Words of advertisements and lotteries: two of them, and the praise is for sale. */
  selling: string
}

export type WordList = keyof Lexicon
