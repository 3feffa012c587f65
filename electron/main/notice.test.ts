import { expect, test } from 'vitest'
import { noticePage } from './notice.ts'

test('the words of a notice are text, whatever is in them', () => {
  const page = noticePage({ title: 'Busy', words: 'In <img src=x onerror=alert(1)> & "there"' })
  expect(page).toContain('&#60;img src=x')
  expect(page).not.toContain('<img')
  expect(page).not.toContain('<script')
})
