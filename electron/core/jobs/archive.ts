import { failImport, workOnImport } from '../archives/import.ts'
import type { ArchiveFormat } from '../archives/types.ts'
import { removeJob } from '../db/jobs.ts'
import { importStateOf } from '../db/imports.ts'
import type { World } from '../world.ts'
import type { JobKind } from './runner.ts'
import { planWipe } from './wipe.ts'

/** The job that reads an archive, or takes an import back. Its key is the import's id. */
export function archiveJob(world: World, formats: ReadonlyMap<string, ArchiveFormat>): JobKind {
  return {
    turn: 'background',
    async run(job, signal) {
      const id = Number(job.key)
      await workOnImport(world, formats, id, signal)
      if (importStateOf(world.db, id) === 'undone') planWipe(world)
      // Stopped with the program: it goes on after the next start.
      return { againMs: signal.aborted ? world.deps.clock.now() : undefined }
    },
    failed(job, failure) {
      failImport(world, Number(job.key), failure)
      removeJob(world.db, 'archive', job.key)
      return { againMs: undefined }
    },
  }
}
