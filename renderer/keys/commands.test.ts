import { expect, it, vi } from 'vitest'
import { offered, offeredCommands, registerCommand, runCommand } from './commands.ts'

it('offers a command while something registers it', () => {
  expect(runCommand('triage.done')).toBe(false)
  const run = vi.fn<() => void>()
  const stop = registerCommand('triage.done', run)
  expect(runCommand('triage.done')).toBe(true)
  expect(run).toHaveBeenCalledTimes(1)
  expect(offered('triage.done')?.name).toBe('Done')
  stop()
  expect(runCommand('triage.done')).toBe(false)
})

it('lets the latest that can answer, answer', () => {
  const [first, second] = [vi.fn<() => void>(), vi.fn<() => void>()]
  let inside = true
  const stops = [registerCommand('leave', first), registerCommand('leave', second, () => inside)]
  runCommand('leave')
  inside = false
  runCommand('leave')
  expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 1])
  for (const stop of stops) stop()
})

it('lists what is offered in the order of the keymap', () => {
  const stops = [registerCommand('help.open', () => {}), registerCommand('list.next', () => {})]
  expect(offeredCommands().map((command) => command.id)).toEqual(['list.next', 'help.open'])
  for (const stop of stops) stop()
})
