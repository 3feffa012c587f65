import { sql as first } from './0001-first.ts'
import { sql as listening } from './0002-listening.ts'
import { sql as hosts } from './0003-hosts.ts'
import { sql as goals } from './0004-goals.ts'
import { sql as archives } from './0005-archives.ts'
import { sql as formerConversations } from './0006-former-conversations.ts'
import { sql as posts } from './0007-posts.ts'

/** One step of the store's shape. `version` counts from 1 without a hole; `sql` is frozen once released. */
export interface Migration {
  version: number
  slug: string
  sql: string
}

export const migrations: readonly Migration[] = [
  { version: 1, slug: 'first', sql: first },
  { version: 2, slug: 'listening', sql: listening },
  { version: 3, slug: 'hosts', sql: hosts },
  { version: 4, slug: 'goals', sql: goals },
  { version: 5, slug: 'archives', sql: archives },
  { version: 6, slug: 'former-conversations', sql: formerConversations },
  { version: 7, slug: 'posts', sql: posts },
]
