import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { Failure } from '#shared/failure'
import type { Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { exportedItems } from '../exported-items.ts'
import { withReader } from '../open-core.ts'

export const exportItems: Command = {
  name: 'export',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Write every stored item, with its conversation’s state, tags and notes',
  options: {
    format: { type: 'string', takes: 'FORMAT', help: 'jsonl, one line of JSON for each item' },
    out: { type: 'string', takes: 'FILE', help: 'Into a file; standard output if absent' },
  },
  notes: ['Oldest first, as the store is at one moment. Credentials are no part of it.'],
  run(cli, given) {
    const format = given.text('format') ?? 'jsonl'
    if (format !== 'jsonl') throw new Failure('bad-input', `The format can be jsonl, not "${format}".`)
    const file = given.text('out')
    return withReader(cli, async ({ db }) => {
      let count = 0
      const writeAll = async (write: (text: string) => Promise<void>): Promise<void> => {
        for (const lines of exportedItems(db)) {
          count += lines.length
          await write(`${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
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

/** Writes beside the file and puts it in place at the end, so that a file of this name is always whole. */
async function intoFile(
  file: string,
  writeAll: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const part = `${file}.part`
  const stream = createWriteStream(part, { mode: 0o600 })
  try {
    await once(stream, 'open')
    await writeAll(async (text) => {
      if (!stream.write(text)) await once(stream, 'drain')
    })
    stream.end()
    await once(stream, 'close')
    await rename(part, file)
  } catch (error) {
    stream.destroy()
    await rm(part, { force: true })
    if (error instanceof Failure) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Failure('bad-input', `${file} cannot be written: ${why}`, { cause: error })
  }
}
