import type { Command } from '../command.ts'
import { accountsAdd, accountsList, accountsRemove } from './accounts.ts'
import { importArchive, importsList, importsResume, importsUndo } from './archives.ts'
import { exportItems } from './export.ts'
import { items, search, thread } from './items.ts'
import { listen } from './listen.ts'
import { parse } from './parse.ts'
import { post } from './post.ts'
import { reply } from './reply.ts'
import { streamsAdd, streamsImport, streamsList, streamsRemove } from './streams.ts'
import { done, save, snooze, undo } from './triage.ts'
import { backup, doctor } from './upkeep.ts'

/** Every command, in the order that `--help` shows. */
export const commands: readonly Command[] = [
  accountsAdd,
  accountsList,
  accountsRemove,
  streamsAdd,
  streamsList,
  streamsRemove,
  streamsImport,
  listen,
  items,
  search,
  thread,
  reply,
  post,
  done,
  snooze,
  save,
  undo,
  exportItems,
  importArchive,
  importsList,
  importsResume,
  importsUndo,
  backup,
  doctor,
  parse,
]
