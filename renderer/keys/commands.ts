import { useEffect, useRef } from 'react'
import { commandIds, entryOf, type CommandId, type KeymapEntry } from './keymap.ts'

/** A command that something on the screen offers now. */
export interface Command extends KeymapEntry {
  id: CommandId
  run: () => void
  /** Absent: always. */
  when?: (() => boolean) | undefined
}

/**
 * THE registry of every command. Features register what they can do while they are on the screen; of several
 * that offer the same command, the latest whose `when` holds answers.
 */
const registered = new Map<CommandId, Command[]>()

/** Offers a command; returns how to withdraw it. */
export function registerCommand(id: CommandId, run: () => void, when?: () => boolean): () => void {
  const command: Command = { ...entryOf(id), id, run, when }
  registered.set(id, [...(registered.get(id) ?? []), command])
  return () => {
    registered.set(
      id,
      (registered.get(id) ?? []).filter((other) => other !== command),
    )
  }
}

/**
 * Offers a command while the calling component is mounted. `run` and `when` may change with every draw; the
 * newest are used.
 *
 *     useCommand('triage.done', () => void markDone(), () => selected !== undefined)
 */
export function useCommand(id: CommandId, run: () => void, when?: () => boolean): void {
  const newest = useRef({ run, when })
  useEffect(() => {
    newest.current = { run, when }
  })
  useEffect(
    () =>
      registerCommand(
        id,
        () => newest.current.run(),
        () => newest.current.when?.() ?? true,
      ),
    [id],
  )
}

/** The command that would run now, or undefined when nothing offers it. */
export function offered(id: CommandId): Command | undefined {
  return registered.get(id)?.findLast((command) => command.when?.() ?? true)
}

/** Runs a command by its id; says whether anything answered. */
export function runCommand(id: CommandId): boolean {
  const command = offered(id)
  command?.run()
  return command !== undefined
}

/** Every command that is offered now, in the order of the keymap. */
export function offeredCommands(): Command[] {
  return commandIds.flatMap((id) => offered(id) ?? [])
}
