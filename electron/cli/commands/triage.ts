import type { TriageAct } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { Cli, Command } from '../command.ts'
import { parseMoment } from '../durations.ts'
import { exits } from '../exit-codes.ts'
import type { Given } from '../given.ts'
import { quiet, withWriter } from '../open-core.ts'
import { formatTime } from '../output.ts'
import { named } from '../stored-items.ts'

const several = { takes: 'ITEM …', least: 1, most: 500 }
const itemNote = 'ITEM is the id of an item or of a conversation; the act is one step to undo.'

/** Applies one act to the conversations of the items typed. */
function act(cli: Cli, given: Given, actAt: (nowMs: number) => TriageAct, words: string): Promise<number> {
  return withWriter(cli, quiet, async ({ db, deps, call }) => {
    const chosen = actAt(deps.clock.now())
    const ids = [...new Set(given.words.map((word) => named(db, word).conversationId))]
    const result = await call('conversations.triage', { ids, act: chosen })
    const n = result.changed.length
    const what = chosen.act === 'snooze' ? `${words} until ${formatTime(chosen.untilMs)}` : words
    await cli.out.record(
      { act: chosen.act, ...result },
      n === 0 ? 'Nothing changed.' : `${what}: ${String(n)} ${n === 1 ? 'conversation' : 'conversations'}.`,
    )
    return exits.ok
  })
}

export const done: Command = {
  name: 'done',
  ...several,
  summary: 'Mark conversations as done',
  options: { reopen: { type: 'boolean', help: 'Put them back among what is open' } },
  notes: [itemNote],
  run: (cli, given) =>
    given.flag('reopen')
      ? act(cli, given, () => ({ act: 'reopen' }), 'Reopened')
      : act(cli, given, () => ({ act: 'done' }), 'Done'),
}

export const save: Command = {
  name: 'save',
  ...several,
  summary: 'Save conversations',
  options: { off: { type: 'boolean', help: 'No longer saved' } },
  notes: [itemNote],
  run: (cli, given) =>
    given.flag('off')
      ? act(cli, given, () => ({ act: 'unsave' }), 'No longer saved')
      : act(cli, given, () => ({ act: 'save' }), 'Saved'),
}

export const snooze: Command = {
  name: 'snooze',
  ...several,
  summary: 'Put conversations away until a time',
  options: { until: { type: 'string', takes: 'TIME', help: '30m, 2h, 3d, 1w, or an ISO date or time' } },
  notes: [itemNote],
  run(cli, given) {
    const until = given.text('until')
    if (until === undefined)
      throw new Failure('bad-input', 'Until when? Give it with --until, for example --until 2h.')
    return act(cli, given, (nowMs) => ({ act: 'snooze', untilMs: parseMoment(until, nowMs) }), 'Snoozed')
  },
}

export const undo: Command = {
  name: 'undo',
  takes: '',
  least: 0,
  most: 0,
  summary: 'Take back the newest act that is not yet taken back',
  options: {
    operation: { type: 'string', takes: 'ID', help: 'Take back this one, as an act with --json named it' },
  },
  notes: ['Exit code 5 where there was nothing to take back.'],
  run: (cli, given) =>
    withWriter(cli, quiet, async ({ call }) => {
      const result = await call('operations.undo', { operation: given.text('operation') })
      await cli.out.record(result, result.words)
      return result.undone === undefined ? exits.notFound : exits.ok
    }),
}
