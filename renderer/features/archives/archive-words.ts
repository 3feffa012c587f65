import type { ArchiveImport, ArchivePlan, ImportState } from '#shared/domain/archive'
import { bytesWords } from '../../ui/duration.ts'

/** What the screen of archives says, in words. */

export function stateWords(state: ImportState): string {
  const words: Record<ImportState, string> = {
    running: 'Importing',
    paused: 'Paused',
    failed: 'Stopped',
    done: 'Imported',
    undoing: 'Being taken out',
    undone: 'Taken out',
  }
  return words[state]
}

/** `1,204 added, 3 known already, 2 not understood`; what is nothing is left out, but for what was added. */
export function figuresWords(run: ArchiveImport): string {
  if (run.state === 'undoing' || run.state === 'undone') {
    const kept =
      run.kept === 0 ? [] : [`${count(run.kept)} kept, because you worked with them or they were heard`]
    return [`${count(run.removed)} taken out`, ...kept].join(', ')
  }
  const known = run.known === 0 ? [] : [`${count(run.known)} known already`]
  const missed = run.notUnderstood === 0 ? [] : [`${count(run.notUnderstood)} not understood`]
  return [`${count(run.added)} added`, ...known, ...missed].join(', ')
}

/** `file 12 of 80, 4.2 MB read` */
export function placeWords(run: ArchiveImport): string {
  return `file ${count(Math.max(1, run.filesDone))} of ${count(run.files)}, ${bytesWords(run.bytesRead)} read`
}

/** What was chosen: `zip, 812 files, 1.2 GB unpacked` */
export function planWords({ packing, files, bytes, nested }: ArchivePlan): string {
  const what =
    packing === 'file'
      ? bytesWords(bytes)
      : `${packing}, ${count(files)} ${files === 1 ? 'file' : 'files'}, ${bytesWords(bytes)} unpacked`
  if (nested === 0) return what
  return `${what}. ${count(nested)} ${nested === 1 ? 'archive inside it is' : 'archives inside it are'} not opened`
}

/** What an undo would do, before it is done. */
export function undoWords(run: ArchiveImport): string {
  const what =
    run.added === 1 ? 'The one item that it added is' : `The ${count(run.added)} items that it added are`
  return `${what} taken out. What was heard since, and conversations that you answered, saved, labelled or wrote a note to, stay.`
}

export function itemsWords(n: number): string {
  return n === 1 ? '1 item' : `${count(n)} items`
}

const count = (n: number): string => n.toLocaleString('en')
