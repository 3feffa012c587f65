import { expect, test } from 'vitest'
import { actedWords, actPlaces, standingWords } from './act-words.ts'

const standing = { likedBy: [], hidden: false }

test('what was done to an item is said in short words, and nothing where nothing was', () => {
  expect(standingWords({ standing: undefined })).toEqual([])
  expect(standingWords({ standing: { ...standing, moderation: 'approved' } })).toEqual([])
  expect(standingWords({ standing: { likedBy: [1], hidden: true, moderation: 'held' } })).toEqual([
    'held',
    'hidden',
    'liked',
  ])
  expect(standingWords({ standing: { ...standing, moderation: 'trash' } })).toEqual(['in the trash'])
})

test('moderation stands open on what waits, and in the menu on what is public', () => {
  const held = {
    acts: ['like', 'approve', 'spam', 'trash'],
    standing: { ...standing, moderation: 'held' },
  } as const
  expect(actPlaces({ ...held, acts: [...held.acts] })).toEqual({
    open: ['approve', 'spam', 'trash'],
    menu: ['like'],
  })
  expect(actPlaces({ acts: ['like', 'hold'], standing: undefined })).toEqual({
    open: [],
    menu: ['like', 'hold'],
  })
  expect(actPlaces({})).toEqual({ open: [], menu: [] })
})

test('a toast names whom it was done to', () => {
  expect(actedWords('spam', 'Coin Parcel')).toBe('Coin Parcel: marked as spam')
})
