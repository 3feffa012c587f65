import { expect, test } from 'vitest'
import type { ArchiveImport, ArchivePlan } from '#shared/domain/archive'
import { figuresWords, placeWords, planWords, undoWords } from './archive-words.ts'

const run: ArchiveImport = {
  id: 1,
  format: 'x',
  formatLabel: 'X',
  name: 'x.zip',
  state: 'running',
  files: 1_812,
  filesDone: 37,
  bytesRead: 4_200_000,
  added: 1_204,
  known: 3,
  notUnderstood: 2,
  networks: [],
  startedMs: 1,
  removed: 0,
  kept: 0,
}

test('figures say what came in, and nothing of what did not happen', () => {
  expect(figuresWords(run)).toBe('1,204 added, 3 known already, 2 not understood')
  expect(figuresWords({ ...run, known: 0, notUnderstood: 0 })).toBe('1,204 added')
  expect(figuresWords({ ...run, state: 'undone', removed: 1_200 })).toBe('1,200 taken out')
  expect(figuresWords({ ...run, state: 'undone', removed: 1_200, kept: 4 })).toBe(
    '1,200 taken out, 4 kept, because you worked with them or they were heard',
  )
})

test('where it is, and what an undo would do', () => {
  expect(placeWords(run)).toBe('file 37 of 1,812, 4.2 MB read')
  expect(placeWords({ ...run, filesDone: 0, bytesRead: 0 })).toBe('file 1 of 1,812, 0 B read')
  expect(undoWords(run)).toMatch(/^The 1,204 items that it added are taken out\. What was heard since/)
  expect(undoWords({ ...run, added: 1 })).toMatch(/^The one item that it added is taken out\./)
})

test('a plan says what was chosen, and what in it is not opened', () => {
  const plan: ArchivePlan = {
    name: 'x.zip',
    packing: 'zip',
    files: 812,
    bytes: 1.2e9,
    nested: 0,
    formats: [],
    sample: [],
  }
  expect(planWords(plan)).toBe('zip, 812 files, 1.2 GB unpacked')
  expect(planWords({ ...plan, files: 1, nested: 1 })).toBe(
    'zip, 1 file, 1.2 GB unpacked. 1 archive inside it is not opened',
  )
  expect(planWords({ ...plan, packing: 'file', files: 1, bytes: 900 })).toBe('900 B')
})
