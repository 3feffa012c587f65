import { Failure } from '#shared/failure'
import type { OpenedArchive } from './opened.ts'
import type { ArchiveFormat } from './types.ts'

/** Puts modules by the id of their format, sorted; those without one are parts of another. Throws where two claim the same. */
export function collectFormats(
  modules: Record<string, { format?: ArchiveFormat }>,
): ReadonlyMap<string, ArchiveFormat> {
  const byId = new Map<string, ArchiveFormat>()
  const sorted = Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [path, { format }] of sorted) {
    if (format === undefined) continue
    if (byId.has(format.id))
      throw new Error(`Two formats call themselves ${format.id}; one of them is ${path}.`)
    byId.set(format.id, format)
  }
  return byId
}

/** Throws bad-input where this Earshot has no such format. */
export function formatNamed(formats: ReadonlyMap<string, ArchiveFormat>, id: string): ArchiveFormat {
  const format = formats.get(id)
  if (format === undefined)
    throw new Failure('bad-input', `This Earshot reads no archives of the kind "${id}".`)
  return format
}

/** The formats that recognise an archive, in the order of their names. */
export async function recognisedBy(
  formats: ReadonlyMap<string, ArchiveFormat>,
  archive: OpenedArchive,
): Promise<ArchiveFormat[]> {
  const found: ArchiveFormat[] = []
  for (const format of formats.values()) if (await format.recognises(archive)) found.push(format)
  return found
}
