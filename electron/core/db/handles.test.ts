import { expect, test } from 'vitest'
import type { FetchedAuthor } from '../networks/types.ts'
import { saveHandle } from './handles.ts'
import { openStore } from './open.ts'
import { all } from './statement.ts'

const known: FetchedAuthor = { remoteId: 'did:plc:ana', handle: '@ana.example', name: 'Ana' }

function savedAs(...authors: FetchedAuthor[]): unknown[] {
  const db = openStore(':memory:')
  try {
    for (const author of authors) saveHandle(db, 'bluesky', author, 1)
    return all(db, 'SELECT prefix || handle AS handle, name FROM handles', {})
  } finally {
    db.close()
  }
}

test('somebody who changes their handle and name is shown by the new ones', () => {
  expect(savedAs(known, { ...known, handle: '@ana.bakery.example', name: 'Ana B.' })).toEqual([
    { handle: '@ana.bakery.example', name: 'Ana B.' },
  ])
})

test('who is known by name keeps it where something tells their id only', () => {
  const byId = { ...known, handle: '@did:plc:ana', name: 'did:plc:ana' }
  expect(savedAs(known, byId, { ...byId, name: '' })).toEqual([{ handle: '@ana.example', name: 'Ana' }])
  expect(savedAs(byId, known)).toEqual([{ handle: '@ana.example', name: 'Ana' }])
  expect(savedAs(byId)).toEqual([{ handle: '@did:plc:ana', name: 'did:plc:ana' }])
})
