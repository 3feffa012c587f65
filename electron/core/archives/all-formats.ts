import { collectFormats } from './formats.ts'
import type { ArchiveFormat } from './types.ts'

/** Every format, by id: each file or folder under `formats/` that exports a `format`. Nothing else knows their names. */
export const archiveFormats: ReadonlyMap<string, ArchiveFormat> = collectFormats(
  import.meta.glob<{ format?: ArchiveFormat }>(
    ['./formats/*.ts', './formats/*/index.ts', '!./formats/*.test.ts', '!./formats/*/*.test.ts'],
    { eager: true },
  ),
)
