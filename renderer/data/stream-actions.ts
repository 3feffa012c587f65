import type { calls, Input, Output, StreamDraft } from '#shared/contract'
import { asFailure } from '#shared/failure'
import { attempt } from './actions.ts'
import { core, host } from './client.ts'

/** What changes streams. Forms show their own failures, so these throw a Failure unless told otherwise. */

export const discoverStreams = (network: string, address: string) =>
  core.call('streams.discover', { network, address })

export const addStream = (draft: StreamDraft) => core.call('streams.add', draft)

export const updateStream = (change: Input<typeof calls, 'streams.update'>) =>
  core.call('streams.update', change)

/** Tells core what is in front, so that it is asked first. A hint: that it is lost while core restarts does no harm. */
export async function watchStreams(ids: readonly number[]): Promise<void> {
  await core.call('streams.watch', { ids: [...ids] }).catch((error: unknown) => {
    const failure = asFailure(error)
    if (failure.code !== 'offline') console.error('streams.watch', failure)
  })
}

/** Pauses or resumes; a failure is told in a toast. */
export const setPaused = (id: number, paused: boolean) =>
  attempt(paused ? 'Not paused' : 'Not resumed', () => core.call('streams.update', { id, paused }))

export const removeStream = (id: number) => attempt('Not removed', () => core.call('streams.remove', { id }))

export interface Imported extends Output<typeof calls, 'streams.importText'> {
  fileName: string
}

/** Lets the user choose a file and adds what it lists; undefined when none was chosen. Throws a Failure. */
export async function importStreams(
  network: string,
  extensions: readonly string[],
): Promise<Imported | undefined> {
  const file = await host.call('host.openText', { extensions: [...extensions] })
  if (file.text === undefined) return undefined
  const report = await core.call('streams.importText', { network, text: file.text })
  return { ...report, fileName: file.fileName ?? 'the file' }
}

/** Writes a network's streams to a file of the user's choice; undefined when none was chosen. Throws a Failure. */
export async function exportStreams(network: string): Promise<string | undefined> {
  const { text, fileName } = await core.call('streams.exportText', { network })
  const saved = await host.call('host.saveText', { fileName, text })
  return saved.file
}
