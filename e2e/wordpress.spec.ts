import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { expectNew, launch, place, row, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
})
test.afterAll(() => session.close())

const comments = '/blog/wp-json/wp/v2/comments'

/** What strangers are told: how many public comments hold these words. */
async function publicComments(words: string): Promise<number> {
  const answer = await fetch(`${session.town.url}${comments}?search=${encodeURIComponent(words)}`)
  return Number(answer.headers.get('x-wp-total'))
}

async function openRow(words: string): Promise<void> {
  const { page } = session
  await row(page, words).first().click()
  await expect(page.getByRole('region', { name: 'Conversation' }).getByText(words).first()).toBeVisible()
}

test('a wrong application password is said in words, and the right one signs in', async () => {
  const { page, town } = session
  const { host = '', user = '', password = '' } = town.logins['wordpress'] ?? {}
  await page.keyboard.press('g')
  await page.keyboard.press('a')
  await page.getByRole('button', { name: 'Sign in to a network …' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Network').selectOption({ label: 'WordPress' })
  await dialog.getByRole('button', { name: /paste a token/i }).click()
  await dialog.getByLabel('Server').fill(host)
  await dialog.getByLabel('Name').fill(user)
  await dialog.getByLabel('Application password').fill('wrong pass word')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog.getByText(/an application password, not the one that you sign in with/)).toBeVisible()
  await dialog.getByLabel('Application password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText(/crumb@127\.0\.0\.1:\d+\/blog/).first()).toBeVisible()
  // Newest first, so that what is looked for is drawn.
  await place(page, /Comments on Crumb Bakery/).click()
  await expect(row(page, 'My son had a reaction')).toHaveCount(1)
})

test('a comment that waits is let through by a button, and undo makes it wait again', async () => {
  const { page } = session
  await openRow('My son had a reaction')
  await expect(row(page, 'My son had a reaction').getByText('held')).toBeVisible()
  const moderation = page.getByRole('group', { name: /Moderate what Abel/ })
  expect(await publicComments('My son had')).toBe(0)
  await moderation.getByRole('button', { name: 'Approve' }).click()
  await expect(page.locator('bdi').filter({ hasText: 'Abel M.: approved' })).toBeVisible()
  await expect(moderation).toHaveCount(0)
  expect(await publicComments('My son had')).toBe(1)
  await page.keyboard.press('z')
  await expect(page.locator('bdi').filter({ hasText: 'Undone: Approved' })).toBeVisible()
  await expect(moderation).toHaveCount(1)
  expect(await publicComments('My son had')).toBe(0)
})

test('spam by keyboard leaves the list, and comes back with undo', async () => {
  const { page } = session
  await openRow('My son had a reaction')
  await page.keyboard.press('Shift+A')
  const menu = page.getByRole('dialog', { name: /Act on what Abel/ })
  await expect(menu.getByRole('button')).toHaveText(['Approve', 'Spam', 'Trash'])
  // What was said before fades first, for it stands beside every landmark.
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  // A letter chooses nothing here; only arrows and Enter do.
  await page.keyboard.press('a')
  await page.keyboard.press('s')
  await expect(menu).toBeVisible()
  await expect(menu.getByRole('button', { name: 'Approve' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(row(page, 'My son had a reaction')).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(row(page, 'My son had a reaction')).toHaveCount(1)
})

test('an answer stands below its comment on the blog', async () => {
  const { page, town } = session
  await openRow('Why is the oven 38?')
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await page.keyboard.type('At night & cold, <half price>.')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(row(page, 'Why is the oven 38?')).toHaveCount(0)
  const said = () => town.statuses('wordpress').filter(({ text }) => text.includes('<half price>'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  const asked = town.statuses('wordpress').find(({ text }) => text.startsWith('Why is the oven 38?'))
  expect(said()[0]?.inReplyTo).toBe(asked?.id)
})

test('a limit is said in words, and heals by itself', async () => {
  const { page, town } = session
  const health = page.getByRole('region', { name: 'Health' })
  town.misbehave({ path: comments, fault: 429, times: 1, retryAfter: 8 })
  await page.keyboard.press('Shift+R')
  await expect(health.getByText(/Comments on Crumb Bakery.*must wait until .* is not heard yet/)).toBeVisible(
    { timeout: 30_000 },
  )
  const post = town.statuses('wordpress').find(({ text }) => text.startsWith('What a loaf costs'))
  town.say({ on: 'wordpress', author: 'greta', text: 'Und der Strom?', lang: 'de', inReplyTo: post?.id })
  await expectNew(page, 'Und der Strom?')
  await expect(health.getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })
  expect(session.errors).toEqual([])
})
