import { expect, test } from '@playwright/test'
import type { StreamDraft } from '#shared/contract'
import {
  catchAddresses,
  copied,
  expectNew,
  goTo,
  lastOpened,
  launch,
  place,
  row,
  type Session,
} from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch({ settle: (town) => ({ accounts: [], streams: streamsIn(`${town.url}/hn`) }) })
  await catchAddresses(session.app)
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
  // Every post says it, and the row, so that nobody opens it in vain.
  const sentence = /^Replies open in the browser: .*takes no answers from programs/
  const posts = conversation.getByRole('article')
  await expect(posts.getByRole('img', { name: sentence })).toHaveCount(await posts.count())
  await expect(posts.getByText('reply in the browser', { exact: true })).toHaveCount(1)
  await expect(row(page, 'The license file says MIT').getByTitle(sentence)).toHaveCount(1)
})

test('an answer is copied, its page is opened, and the question whether it was posted stays until it is said', async () => {
  const { page, town, app } = session
  await place(page, /Replies to crumb/).click()
  await row(page, 'The license file says MIT').click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  const group = page.getByRole('group', { name: 'Reply', exact: true })
  await expect(group.getByRole('button', { name: /^send/i })).toHaveCount(0)
  const words = 'MIT it is; the header is from the old oven.'
  await page.keyboard.type(words)
  await group.getByRole('button', { name: /copy and open in browser/i }).click()
  // The reply page of that very comment, which takes no words along: they are on the clipboard.
  const opened = await lastOpened(app, 1)
  expect(opened.origin + opened.pathname).toBe(`${town.url}/hn/reply`)
  expect([...opened.searchParams.keys()]).toEqual(['id'])
  expect(await (await fetch(opened)).text()).toContain('The license file says MIT')
  expect(await copied(app)).toBe(words)

  const question = page.getByRole('group', { name: 'Did you post it?' })
  await expect(question).toContainText(words)
  await question.getByRole('button', { name: /no, back to the draft/i }).click()
  await expect(box).toHaveValue(words)
  await box.focus()
  await page.keyboard.press('Control+Enter')
  await lastOpened(app, 2)
  await question.getByRole('button', { name: 'Yes, it is posted' }).click()
  await expect(question).toHaveCount(0)
  await goTo(page, 'Waiting')
  await expect(row(page, 'The license file says MIT')).toBeVisible()
  expect(town.requests().some(({ method, path }) => method === 'POST' && path.startsWith('/hn'))).toBe(false)
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

test('a limit is said in words, and heals by itself', async () => {
  const { page, town } = session
  const path = '/hn/api/v1/search_by_date'
  const health = page.getByRole('region', { name: 'Health' })
  await place(page, /Replies to crumb/).click()
  town.misbehave({ path, fault: 429, times: 1, retryAfter: 8 })
  await page.keyboard.press('Shift+R')
  await expect(health.getByText(/must wait until .* is not heard yet/)).toBeVisible({ timeout: 30_000 })
  const said = town.statuses('hackernews').find(({ text }) => text.startsWith('1:2:2 and 28 degrees'))
  town.say({ on: 'hackernews', author: 'tomas', text: 'It stopped sulking on Tuesday.', inReplyTo: said?.id })
  await expectNew(page, 'It stopped sulking on Tuesday.')
  await expect(health.getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })
  expect(session.errors).toEqual([])
})
