import { useQuery } from '@tanstack/react-query'
import { create } from 'zustand'
import type { ArchivePlan } from '#shared/domain/archive'
import { attempt } from './actions.ts'
import { core, host } from './client.ts'
import { keys } from './keys.ts'

/**
 * Archives: what was chosen and is not begun yet, and what is done with imports. Files are chosen in a dialog of the
 * system; the window is told a ticket and never a path.
 */

type Chosen =
  | { state: 'none' }
  | { state: 'looking' }
  | { state: 'planned'; ticket: string; plan: ArchivePlan }
  | { state: 'failed'; error: unknown }

export const useChosen = create<Chosen>((): Chosen => ({ state: 'none' }))

const choose = (chosen: Chosen): void => useChosen.setState(chosen, true)

/** Lets the user choose an archive and looks at it. Nothing is stored. */
export async function chooseArchive(what: 'file' | 'folder'): Promise<void> {
  try {
    const { ticket } = await host.call('host.chooseArchive', { what })
    if (ticket === undefined) return
    choose({ state: 'looking' })
    choose({ state: 'planned', ticket, plan: await core.call('archives.plan', { ticket }) })
  } catch (error) {
    choose({ state: 'failed', error })
  }
}

export const forgetChosen = (): void => choose({ state: 'none' })

/** Begins to import what was chosen. */
export async function startImport(ticket: string, format: string): Promise<void> {
  const begun = await attempt('Not imported', () => core.call('archives.start', { ticket, format }))
  if (begun !== undefined) forgetChosen()
}

export const pauseImport = (id: number) => attempt('Not paused', () => core.call('archives.pause', { id }))
export const resumeImport = (id: number) => attempt('Not resumed', () => core.call('archives.resume', { id }))
export const undoImport = (id: number) => attempt('Not undone', () => core.call('archives.undo', { id }))

export interface Exported {
  items: number
  bytes: number
  file: string
}

/** Writes everything, or what a query finds, to a file that the user chooses; undefined when none was. Throws a Failure. */
export async function exportItems(query: string): Promise<Exported | undefined> {
  const { ticket, file } = await host.call('host.chooseExport', { fileName: 'earshot.jsonl' })
  if (ticket === undefined) return undefined
  return { ...(await core.call('archives.export', { ticket, query })), file: file ?? '' }
}

export const useImports = () =>
  useQuery({ queryKey: keys.imports(), queryFn: () => core.call('archives.list', {}) })

export const useArchiveFormats = () =>
  useQuery({ queryKey: keys.archiveFormats(), queryFn: () => core.call('archives.formats', {}) })

/** What an import did not understand, asked when it is unfolded. */
export const useImportReport = (id: number, enabled: boolean) =>
  useQuery({
    queryKey: keys.importReport(id),
    queryFn: () => core.call('archives.report', { id }),
    enabled,
  })
