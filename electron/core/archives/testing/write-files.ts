import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '../../testing/temporary-folder.ts'

/** Writes one file into a folder of its own and says where it lies. */
export async function fileOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const file = join(temporaryFolder(), name)
  await writeFile(file, bytes)
  return file
}

/** Writes texts by their paths into a new folder. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  return folder
}
