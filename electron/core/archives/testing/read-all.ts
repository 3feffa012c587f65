import type { ArchiveFiles, ArchiveFormat, Found } from '../types.ts'

/** All that a format finds in an archive, and all that it does not understand. */
export async function readAll(
  format: ArchiveFormat,
  files: ArchiveFiles,
): Promise<{ found: Found[]; missed: { path: string; where: string; why: string }[] }> {
  const found: Found[] = []
  const missed: { path: string; where: string; why: string }[] = []
  const reading = {
    signal: new AbortController().signal,
    notUnderstood: (path: string, where: string, why: string) => void missed.push({ path, where, why }),
  }
  for await (const one of format.read(files, reading)) found.push(one)
  return { found, missed }
}
