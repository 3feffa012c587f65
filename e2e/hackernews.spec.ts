import { expect, test } from '@playwright/test'
import type { StreamDraft } from '#shared/contract'
import { expectNew, launch, place, row, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch({ settle: (town) => ({ accounts: [], streams: streamsIn(`${town.url}/hn`) }) })
})
test.afterAll(() => session.close())

/** The form shows no host: only the demo and tests have one. */
function streamsIn(host: string): StreamDraft[] {
  return [
    { network: 'hackernews', kind: 'replies', config: { user: 'crumb', host } },
    { network: 'hackernews', kind: 'keyword', config: { query: 'sourdough OR choir', host } },
  ]
}

test('replies to the bakery wait for an answer, under the title of their story', async () => {
  const { page } = session
  // Newest first, so that what is looked for is drawn.
  await place(page, /Replies to crumb/).click()
  await row(page, 'The license file says MIT').click()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText('The license file says MIT').first()).toBeVisible()
  await expect(conversation.getByText('Show HN: Levain').first()).toBeVisible()
  // Nothing is sent from here: the reason is said, and the page is opened by the user.
  await expect(conversation.getByText(/takes no answers from programs/)).toBeVisible()
  const badge = conversation.getByText('answer in the browser', { exact: true })
  await expect(badge).toHaveAttribute('title', /takes no answers from programs/)
})

test('words are heard in stories and comments by people who never named the bakery', async () => {
  const { page } = session
  await place(page, /sourdough OR/).click()
  await expect(row(page, 'Can a sourdough be versioned')).toHaveCount(1)
  await expect(row(page, 'And the choir is a barrier.')).toHaveCount(1)
})

test('a whole story is fetched around what was heard of it', async () => {
  const { page } = session
  await place(page, /sourdough OR/).click()
  await row(page, 'Can a sourdough be versioned').click()
  const thread = page.getByRole('region', { name: 'Thread' })
  await expect(thread.getByText('Can a sourdough be versioned').first()).toBeVisible()
  const other = thread.getByText('Off-site is right.')
  await expect(other).toHaveCount(0)
  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(other.first()).toBeVisible()
})

test('a service that asks to wait is waited for, and then heard', async () => {
  const { page, town } = session
  const path = '/hn/api/v1/search_by_date'
  town.misbehave({ path, fault: 429, times: 2, retryAfter: 2 })
  const said = town.statuses('hackernews').find(({ text }) => text.startsWith('1:2:2 and 28 degrees'))
  town.say({ on: 'hackernews', author: 'tomas', text: 'It stopped sulking on Tuesday.', inReplyTo: said?.id })
  await place(page, /Replies to crumb/).click()
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'It stopped sulking on Tuesday.')
  expect(town.requests().some((one) => one.path === path && one.status === 429)).toBe(true)
  expect(session.errors).toEqual([])
})
