import type { NoticeType, Visibility } from '../world.ts'

/** How the written content is noted down: short, so that it reads like the conversations it is. */

export interface WrittenPost {
  /** Minutes before now. */
  minutesAgo: number
  by: string
  text: string
  /** Posts that follow each other in a thread answer the one before, or the one with this index. */
  to?: number
  lang?: string
  warning?: string
  visibility?: Visibility
  likes?: number
  boosts?: number
  /** Earlier wordings, each with the minutes that passed until it was changed. */
  was?: [minutes: number, text: string][]
  /** Names of pictures and what they show; an empty description is a missing one. */
  pictures?: [name: string, alt: string][]
  /** Markup as other server software sends it. */
  html?: string
  /** Minutes that the post was under way before the town's server heard of it. */
  late?: number
  /** It was taken away again before now: answers to it remain. */
  gone?: true
  program?: string
}

/** Posts that answer one another, first to last. */
export type WrittenThread = readonly WrittenPost[]

export interface WrittenNotice {
  minutesAgo: number
  type: NoticeType
  by: string
  /** The start of the post it is about. */
  about?: string
}

/** `ago` is days, hours and minutes before now, for example `3d 4h 10m`. */
export function post(
  ago: string,
  by: string,
  text: string,
  more: Omit<WrittenPost, 'minutesAgo' | 'by' | 'text'> = {},
): WrittenPost {
  return { minutesAgo: minutesOf(ago), by, text, ...more }
}

export function minutesOf(ago: string): number {
  const unit = { d: 1440, h: 60, m: 1 }
  let minutes = 0
  for (const [, amount, letter] of ago.matchAll(/(\d+)([dhm])/g))
    minutes += Number(amount) * (letter === 'd' ? unit.d : letter === 'h' ? unit.h : unit.m)
  if (minutes === 0) throw new RangeError(`"${ago}" is no time ago`)
  return minutes
}
