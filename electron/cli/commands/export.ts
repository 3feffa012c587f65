import { Failure } from '#shared/failure'
import { readQuery } from '#shared/domain/query/check'
import { intoFile, linesOf } from '../../core/archives/export.ts'
import { atOneMoment, exportedItems } from '../../core/archives/exported-items.ts'
import type { Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { withReader } from '../open-core.ts'

export const exportItems: Command = {
  name: 'export',
  takes: '[QUERY]',
  least: 0,
  most: 1,
  summary: 'Write stored items, with their conversation’s state, tags and notes',
  options: {
    format: { type: 'string', takes: 'FORMAT', help: 'jsonl, one line of JSON for each item' },
    out: { type: 'string', takes: 'FILE', help: 'Into a file; standard output if absent' },
  },
  notes: [
    'Everything, oldest first, as the store is at one moment; what a query finds, newest first. `is:saved` finds the',
    'saved conversations. Credentials are no part of it. "earshot import FILE" reads it again.',
  ],
  run(cli, given) {
    const format = given.text('format') ?? 'jsonl'
    if (format !== 'jsonl') throw new Failure('bad-input', `The format can be jsonl, not "${format}".`)
    const typed = given.word(0)
    const query = typed === '' ? undefined : readQuery(typed)
    const file = given.text('out')
    return withReader(cli, async ({ db, deps }) => {
      let count = 0
      const writeAll = async (write: (text: string) => Promise<void>): Promise<void> => {
        for (const items of atOneMoment(db, exportedItems(db, query, deps.clock.now()))) {
          count += items.length
          await write(linesOf(items))
          if (cli.signal.aborted) throw new Failure('bad-input', 'The export was stopped before its end.')
        }
      }
      if (file === undefined) {
        await writeAll((text) => cli.write(text))
        return exits.ok
      }
      await intoFile(file, writeAll)
      await cli.out.record({ file, items: count }, `${String(count)} items in ${file}`)
      return exits.ok
    })
  },
}
