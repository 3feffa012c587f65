import type { HasValue, IsValue } from './ast.ts'

/** How a condition is said of items, and how it is said when it is excluded: `items that ask something`. */
export interface Said {
  yes: string
  no: string
}

const simply = (yes: string): Said => ({ yes, no: `not ${yes}` })
const ofKind = (kind: string): Said => ({ yes: `that are ${kind}`, no: `that are not ${kind}` })

export const isWords: Readonly<Record<IsValue, Said>> = {
  open: simply('in open conversations'),
  waiting: simply('in conversations that wait for them'),
  snoozed: simply('in snoozed conversations'),
  done: simply('in conversations that are done'),
  saved: simply('in saved conversations'),
  question: { yes: 'that ask something', no: 'that ask nothing' },
  reply: ofKind('replies'),
  mention: ofKind('mentions'),
  comment: ofKind('comments'),
  post: ofKind('posts'),
  article: ofKind('articles'),
  keyword: simply('heard by a keyword stream'),
  newcomer: simply('in conversations with a first-time voice'),
  unread: { yes: 'of theirs not read yet', no: 'read already, or ours' },
  edited: simply('edited by their author'),
  deleted: simply('taken back by their author'),
  mine: { yes: 'that we said', no: 'that we did not say' },
  direct: { yes: 'that speak to us or about us by name', no: 'that do not speak to us' },
  due: { yes: 'that wait for our answer', no: 'that do not wait for our answer' },
  latest: { yes: 'that are the newest of theirs', no: 'that are not the newest of theirs' },
  vip: simply('by very important people'),
  quiet: simply('in conversations kept out of the lanes'),
  muted: simply('in muted conversations'),
  noise: simply('in conversations that are probably not for us'),
}

export const hasWords: Readonly<Record<HasValue, Said>> = {
  link: { yes: 'with a link', no: 'without a link' },
  media: { yes: 'with a picture, sound or film', no: 'without pictures, sound or film' },
  poll: { yes: 'with a poll', no: 'without a poll' },
  note: simply('in conversations with a note of ours'),
  draft: simply('in conversations with an unsent reply'),
}
