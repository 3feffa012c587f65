import { describe, expect, it } from 'vitest'
import { alsoWords, besideName, unseenWords, waitedWords } from './row-words.ts'

const now = Date.UTC(2026, 9, 1, 12)
const hour = 3_600_000
const author = { id: 1, network: 'x', handle: '@ana@harbor.example', name: 'Ana Marković', isBot: false }

describe('how long they have waited', () => {
  it('is counted from the first word that waits, and is late after the promise', () => {
    const row = { waitingSinceMs: now - 5 * hour, createdMs: now - hour, state: 'open' as const }
    expect(waitedWords(row, 4 * hour, now)).toEqual({ words: '5 h · late', late: true })
    expect(waitedWords(row, 6 * hour, now)).toEqual({ words: '5 h', late: false })
  })

  it('is the age of the post when nobody waits or it is done', () => {
    expect(waitedWords({ createdMs: now - 2 * hour, state: 'open' }, hour, now)).toEqual({
      words: '2 h',
      late: false,
    })
    const done = { waitingSinceMs: now - 9 * hour, createdMs: now - 2 * hour, state: 'done' as const }
    expect(waitedWords(done, hour, now)).toEqual({ words: '2 h', late: false })
  })
})

it('names the handle of one voice and counts many', () => {
  expect(besideName({ author, others: 0, itemCount: 3 })).toBe('@ana@harbor.example')
  expect(besideName({ author, others: 2, itemCount: 6 })).toBe('+2 · 6 posts')
})

it('says on how many streams a post was heard that stands here once, and where else', () => {
  const labelOf = (id: string): string => ({ mastodon: 'Mastodon', bluesky: 'Bluesky' })[id] ?? id
  const row = { network: 'mastodon', alsoOn: ['mastodon', 'bluesky'], heardOn: 3 }
  expect(alsoWords(row, labelOf)).toEqual({
    words: 'heard on 3 streams',
    whole: 'The same post, heard on 3 streams, also on Bluesky',
  })
  expect(alsoWords({ ...row, heardOn: 1 }, labelOf)?.words).toBe('also on Bluesky')
  // One stream brought it twice.
  expect(alsoWords({ ...row, alsoOn: ['mastodon'], heardOn: 1 }, labelOf)?.words).toBe('heard more than once')
  expect(alsoWords({ ...row, alsoOn: [] }, labelOf)).toBeUndefined()
})

it('says what only the eye would see', () => {
  expect(unseenWords({ unread: true }, true)).toBe('ticked, unread')
  expect(unseenWords({ unread: false }, false)).toBe('')
})
