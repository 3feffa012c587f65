import { basename } from 'node:path'
import type { ArchiveImport, ImportState } from '#shared/domain/archive'
import { readQuery } from '#shared/domain/query/check'
import { Failure } from '#shared/failure'
import { intoFile, linesOf } from '../archives/export.ts'
import { exportedItems } from '../archives/exported-items.ts'
import { formatNamed } from '../archives/formats.ts'
import { fingerprint, openArchive } from '../archives/open.ts'
import { planArchive } from '../archives/plan.ts'
import {
  addImport,
  findImport,
  importReport,
  listImports,
  moveImport,
  type StoredImport,
} from '../db/imports.ts'
import { planJob } from '../db/jobs.ts'
import type { World } from '../world.ts'
import type { CallContext, PartOf } from './index.ts'

export function archiveCalls({ world, wakeJobs }: CallContext): PartOf<'archives'> {
  const { db, deps, changes, formats, offers } = world
  const found = (id: number): StoredImport => {
    const stored = findImport(db, id)
    if (stored === undefined) throw new Failure('not-found', 'This import is not here any more.')
    return stored
  }
  const shown = (id: number): ArchiveImport => publicImport(world, found(id))
  const move = (id: number, from: readonly ImportState[], to: ImportState): ArchiveImport => {
    found(id)
    moveImport(db, id, from, to)
    if (to !== 'paused') planJob(db, 'archive', String(id), deps.clock.now())
    changes.tell(['archives', 'lanes', 'conversations', 'app'])
    wakeJobs()
    return shown(id)
  }
  return {
    'archives.formats': () =>
      [...formats.values()].map(({ id, label, steps }) => ({ id, label, steps: [...steps] })),

    'archives.plan': ({ ticket }) => planArchive(formats, offers.path(ticket, 'read')),

    'archives.start': async ({ ticket, format }) => {
      const path = offers.path(ticket, 'read')
      const reader = formatNamed(formats, format)
      const sign = await fingerprint(path)
      const archive = await openArchive(path)
      const files = archive.paths.length
      await archive.close()
      const id = addImport(
        db,
        { format: reader.id, path, name: basename(path), fingerprint: sign, files },
        deps.clock.now(),
      )
      return move(id, ['running'], 'running')
    },

    'archives.list': () => listImports(db).map((stored) => publicImport(world, stored)),

    'archives.pause': ({ id }) => move(id, ['running'], 'paused'),

    'archives.resume': ({ id }) => move(id, ['paused', 'failed'], 'running'),

    'archives.undo': ({ id }) => move(id, ['running', 'paused', 'failed', 'done', 'undoing'], 'undoing'),

    'archives.report': ({ id }) => importReport(db, found(id).id),

    'archives.export': async ({ ticket, query }) => {
      const file = offers.path(ticket, 'write')
      const wanted = query.trim() === '' ? undefined : readQuery(query)
      let items = 0
      const bytes = await intoFile(file, async (write) => {
        for (const batch of exportedItems(db, wanted, deps.clock.now())) {
          items += batch.length
          await write(linesOf(batch))
          // Between two batches the calls of the window go first.
          await new Promise((resolve) => setImmediate(resolve))
        }
      })
      return { items, bytes }
    },
  }
}

function publicImport({ formats }: World, stored: StoredImport): ArchiveImport {
  const {
    path: _path,
    fingerprint: _fingerprint,
    found: _found,
    missed,
    undoneTo: _undoneTo,
    ...rest
  } = stored
  return {
    ...rest,
    formatLabel: formats.get(stored.format)?.label ?? stored.format,
    notUnderstood: missed,
  }
}
