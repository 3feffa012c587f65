import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { Failure } from '#shared/failure'

/** Exported items as text, one on each line. */
export function linesOf(items: readonly Record<string, unknown>[]): string {
  return items.map((item) => `${JSON.stringify(item)}\n`).join('')
}

/** Writes beside the file and puts it in place at the end, so that a file of this name is always whole. Throws bad-input. */
export async function intoFile(
  file: string,
  writeAll: (write: (text: string) => Promise<void>) => Promise<void>,
): Promise<number> {
  const part = `${file}.part`
  const stream = createWriteStream(part, { mode: 0o600 })
  try {
    await once(stream, 'open')
    await writeAll(async (text) => {
      if (!stream.write(text)) await once(stream, 'drain')
    })
    stream.end()
    await once(stream, 'close')
    await rename(part, file)
    return (await stat(file)).size
  } catch (error) {
    stream.destroy()
    await rm(part, { force: true })
    if (error instanceof Failure) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new Failure('bad-input', `${file} cannot be written: ${why}`, { cause: error })
  }
}
