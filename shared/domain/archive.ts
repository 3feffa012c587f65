import { z } from 'zod'
import { failureShape } from '../failure.ts'

/** A format that Earshot reads, as the screens tell of it. */
export const archiveFormat = z.object({
  id: z.string(),
  label: z.string(),
  /** Numbered steps in plain words: how to get such an archive. */
  steps: z.array(z.string()),
})
export type ArchiveFormatInfo = z.infer<typeof archiveFormat>

/** What would be imported; nothing is stored yet. */
export const archivePlan = z.object({
  /** The file or folder, without where it lies. */
  name: z.string(),
  packing: z.enum(['zip', 'tar', 'tar.gz', 'folder', 'file']),
  files: z.number().int(),
  /** Unpacked, as the archive declares it; most of it are pictures that are not read. */
  bytes: z.number(),
  /** Archives inside this one, which are not opened. */
  nested: z.number().int(),
  /** Formats that recognise it; usually one. Empty: nobody does. */
  formats: z.array(archiveFormat.omit({ steps: true })),
  /** The first few things that the first format finds. */
  sample: z.array(
    z.object({ network: z.string(), author: z.string(), createdMs: z.number(), text: z.string() }),
  ),
})
export type ArchivePlan = z.infer<typeof archivePlan>

export const importState = z.enum(['running', 'paused', 'failed', 'done', 'undoing', 'undone'])
export type ImportState = z.infer<typeof importState>

/** One import of an archive, on its way or over. */
export const archiveImport = z.object({
  id: z.number().int().positive(),
  format: z.string(),
  formatLabel: z.string(),
  name: z.string(),
  state: importState,
  files: z.number().int(),
  filesDone: z.number().int(),
  /** Unpacked bytes read. */
  bytesRead: z.number(),
  added: z.number().int(),
  /** Heard or imported before, and left as it is. */
  known: z.number().int(),
  notUnderstood: z.number().int(),
  /** Where something was added. */
  networks: z.array(z.string()),
  failure: failureShape.optional(),
  startedMs: z.number(),
  endedMs: z.number().optional(),
  /** By an undo: taken out, and left because somebody heard, answered, saved, tagged or noted it since. */
  removed: z.number().int(),
  kept: z.number().int(),
})
export type ArchiveImport = z.infer<typeof archiveImport>

/** What an import did not understand. */
export const importReport = z.object({
  /** All of it, by reason, most frequent first. */
  reasons: z.array(z.object({ why: z.string(), count: z.number().int() })),
  /** The first of it, in the archive's order. */
  misses: z.array(z.object({ path: z.string(), where: z.string(), why: z.string() })),
})
export type ImportReport = z.infer<typeof importReport>
