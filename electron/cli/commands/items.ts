import { Failure } from '#shared/failure'
import { searchIds } from '../../core/calls/search.ts'
import type { Command } from '../command.ts'
import { exits } from '../exit-codes.ts'
import { quiet, withReader, withWriter, type Reader } from '../open-core.ts'
import { formatTime, oneLine, safeText } from '../output.ts'
import { itemLine, named, newestItemIds, printedItems } from '../stored-items.ts'

const usualLimit = 50

const limitOption = {
  limit: { type: 'string', takes: 'N', help: `At most this many; ${String(usualLimit)} if absent` },
} as const

const queryNotes = [
  'A query is one word to the shell: quote it. One that begins with a dash comes after --.',
  'For example: earshot items \'refund OR "late parcel" is:question\'',
]

export const items: Command = {
  name: 'items',
  takes: '[QUERY]',
  least: 0,
  most: 1,
  summary: 'Print stored items, newest first: all, or those that a query matches',
  options: limitOption,
  notes: queryNotes,
  run: (cli, given) =>
    withReader(cli, async ({ db, deps }) => {
      const query = given.word(0)
      const limit = given.number('limit') ?? usualLimit
      const ids =
        query.trim() === ''
          ? newestItemIds(db, limit)
          : searchIds(db, query, undefined, limit, deps.clock.now())
      const found = printedItems(db, ids)
      for (const item of found) await cli.out.record(item, itemLine(item))
      if (found.length === 0) await cli.out.note('Nothing.')
      return exits.ok
    }),
}

export const search: Command = {
  name: 'search',
  takes: 'QUERY',
  least: 1,
  most: 1,
  summary: 'Print the conversations that hold what a query matches, newest match first',
  options: limitOption,
  notes: queryNotes,
  run: (cli, given) =>
    withReader(cli, async ({ call }) => {
      const source = { type: 'search', query: given.word(0) } as const
      let left = given.number('limit') ?? usualLimit
      let after: number | undefined
      let found = 0
      for (let more = true; more && left > 0;) {
        const page = await call('conversations.page', { source, after, limit: Math.min(left, 200) })
        for (const row of page.rows) {
          const state = row.state === 'open' ? '' : ` [${row.state}]`
          await cli.out.record(
            row,
            `${formatTime(row.createdMs)}  ${row.network}  ${oneLine(row.author.handle, 60)}${state}  ${oneLine(row.text, 200)}  (${String(row.itemId)})`,
          )
        }
        found += page.rows.length
        left -= page.rows.length
        after = page.rows.at(-1)?.cursor
        more = page.more
      }
      if (found === 0) await cli.out.note('Nothing.')
      return exits.ok
    }),
}

export const thread: Command = {
  name: 'thread',
  takes: 'ITEM',
  least: 1,
  most: 1,
  summary: 'Print the conversation of an item, oldest first',
  options: { fetch: { type: 'boolean', help: 'Ask the network for the rest of it first' } },
  notes: ['ITEM is the id of an item or of a conversation.'],
  run(cli, given) {
    const print = async ({ db, call }: Reader): Promise<number> => {
      const { conversationId } = named(db, given.word(0))
      const detail = await call('conversations.get', { id: conversationId })
      if (cli.out.json) {
        await cli.out.record(detail, '')
        return exits.ok
      }
      const { row, tags } = detail
      const facts = [row.state, ...(row.saved ? ['saved'] : []), ...tags.map((tag) => `#${tag}`)].join(', ')
      await cli.out.record(row, `Conversation ${String(row.id)} on ${row.network}: ${facts}`)
      for (const item of detail.items) {
        const who = `${oneLine(item.author.handle, 60)}${item.mine ? ' (you)' : ''}`
        const words =
          item.state === 'deleted'
            ? '(deleted)'
            : safeText([item.title, item.text].filter((t) => t !== undefined).join('\n'))
        await cli.out.record(
          item,
          `\n${formatTime(item.createdMs)}  ${who}  (${String(item.id)})\n  ${words.replaceAll('\n', '\n  ')}`,
        )
      }
      for (const note of detail.notes)
        await cli.out.record(note, `\nNote of ${formatTime(note.createdMs)}: ${safeText(note.text)}`)
      if (detail.missing !== undefined && detail.missing > 0)
        await cli.out.note(`${String(detail.missing)} more at the network; --fetch asks for them.`)
      return exits.ok
    }
    if (!given.flag('fetch')) return withReader(cli, print)
    return withWriter(cli, quiet, async (writer) => {
      await writer.call('conversations.fetchThread', { id: named(writer.db, given.word(0)).conversationId })
      return print(writer)
    })
  },
}

/** Refuses an item that is no longer there to be answered. */
export function refuseDeleted(state: string): void {
  if (state === 'deleted')
    throw new Failure('gone', 'This was deleted where it was said, or is not kept here any longer.')
}
