import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { dollars } from '#shared/domain/cost'
import {
  catchAddresses,
  copied,
  expectNew,
  goTo,
  lastOpened,
  launch,
  place,
  row,
  writePost,
  type Session,
} from './app.ts'

/** X from the sign-in to the bill: the tests are one story and stand in its order. */
test.describe.configure({ mode: 'serial' })

let session: Session
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  await catchAddresses(session.app)
})
test.afterAll(() => session.close())

async function violations(): Promise<string[]> {
  // Toasts are read aloud by the window's live region, and stand in no landmark while they last.
  await expect(session.page.locator('.mantine-Notification-root')).toHaveCount(0)
  const { violations: found } = await new AxeBuilder({ page: session.page }).setLegacyMode().analyze()
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

/** Says yes on X's page, and lets the browser go back to where the app listens. */
async function allow(asked: URL): Promise<void> {
  const page = await fetch(asked)
  expect(await page.text()).toContain('Authorize app')
  const body = new URLSearchParams(asked.searchParams)
  body.set('approval', 'true')
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  const back = answer.headers.get('location') ?? ''
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1:41863\/callback\?/)
  expect((await fetch(back)).ok).toBe(true)
}

test('signing in asks for an app of one’s own and for a limit, and goes through the browser', async () => {
  const { page, app } = session
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Network').selectOption({ label: 'X' })
  await expect(dialog.getByText('http://127.0.0.1:41863/callback')).toBeVisible()
  await dialog.getByRole('button', { name: 'Sign in with the browser' }).click()
  await expect(dialog.getByText('OAuth 2.0 client ID is needed.')).toBeVisible()
  await expect(dialog.getByText('Write a sum in dollars, for example 5.')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(), colorScheme).toEqual([])
  }
  await dialog.getByLabel('OAuth 2.0 client ID').fill('town-x-client')
  await dialog.getByLabel(/in this account’s own developer account/i).fill('yes')
  await dialog.getByLabel(/highest sum a month/i).fill('5')
  await dialog.getByRole('button', { name: 'Sign in with the browser' }).click()
  await expect(dialog.getByText(/waiting for your browser/i)).toBeVisible()
  await allow(await lastOpened(app, 1))
  await expect(dialog).toHaveCount(0)
  await expect(page.getByRole('main').getByRole('heading', { name: '@crumb', exact: true })).toBeVisible()
})

test('a mention is heard and answered there, for the price that stands beside the words', async () => {
  const { page, town } = session
  await place(page, /mentions of @crumb on x/i).click()
  await row(page, '28 children').click()
  const box = page.getByRole('textbox', { name: 'Reply to @halima' })
  await expect(box).toBeVisible()
  await page.keyboard.press('r')
  await expect(box).toBeFocused()
  const group = page.getByRole('group', { name: 'Reply', exact: true })
  await expect(group.getByText('$0.01', { exact: true })).toBeVisible()
  await page.keyboard.type('Plain rye rolls. The list is at example.com')
  await expect(group.getByText('$0.20 because of example.com')).toBeVisible()
  // 43 characters, of which the address counts 23 instead of 11.
  await expect(group.getByText('225 left')).toBeVisible()
  expect(await violations()).toEqual([])
  await box.fill('Plain rye rolls, and nobody sneezed near them.')
  await expect(group.getByText('$0.01', { exact: true })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const said = () => town.statuses('x').filter(({ text }) => text.includes('nobody sneezed near them'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
})

test('where nobody called, the words are copied, the browser is opened, and one question stays', async () => {
  const { page, app } = session
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Listen for' }).fill('sourdough')
  // The only place of the town: the others are the real ones.
  for (const other of [/^Mastodon as/, /^Hacker News/])
    await dialog.getByRole('checkbox', { name: other }).uncheck()
  await expect(dialog.getByRole('checkbox', { name: /^X as/ })).toBeChecked()
  await dialog.getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(dialog).toHaveCount(0)

  await place(page, /: sourdough/i).click()
  const asked = row(page, 'without seeds')
  await expect(asked).toBeVisible()
  await asked.click()
  const box = page.getByRole('textbox', { name: 'Reply to @ivy' })
  await expect(box).toBeVisible()
  await page.keyboard.press('r')
  await expect(box).toBeFocused()
  await expect(box).toHaveAccessibleDescription(/only where you are mentioned/i)
  const group = page.getByRole('group', { name: 'Reply', exact: true })
  await expect(group.getByText(/only where you are mentioned/i)).toBeVisible()
  await expect(group.getByRole('button', { name: /^send/i })).toHaveCount(0)
  await page.keyboard.type('We bake one without seeds on Fridays.')
  await expect(group.getByRole('button', { name: /copy and open in browser/i })).toBeVisible()
  await page.keyboard.press('Control+Enter')
  const intent = await lastOpened(app, 2)
  expect(intent.origin + intent.pathname).toBe('https://x.com/intent/tweet')
  expect(intent.searchParams.get('in_reply_to')).toMatch(/^\d+$/)
  expect(intent.searchParams.get('text')).toBe('We bake one without seeds on Fridays.')
  expect(await copied(app)).toBe('We bake one without seeds on Fridays.')

  const question = page.getByRole('group', { name: 'Did you post it?' })
  await expect(question).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(), colorScheme).toEqual([])
  }
  // No: the words are a draft again.
  await question.getByRole('button', { name: /no, back to the draft/i }).click()
  await expect(box).toHaveValue('We bake one without seeds on Fridays.')
})

test('said to be posted, in the outbox, it counts as answered', async () => {
  const { page, app } = session
  await page.getByRole('textbox', { name: /reply/i }).focus()
  await page.keyboard.press('Control+Enter')
  await lastOpened(app, 3)
  await place(page, /outbox/i).click()
  const main = page.getByRole('main')
  await expect(main.getByRole('heading', { name: 'Did you post these?' })).toBeVisible()
  expect(await violations()).toEqual([])
  await main.getByRole('button', { name: 'Yes, it is posted' }).click()
  await expect(main.getByRole('heading', { name: 'Did you post these?' })).toHaveCount(0)
  await goTo(page, 'Waiting')
  await expect(row(page, 'without seeds')).toBeVisible()
})

test('a post is priced while it is written, and charged as it was priced', async () => {
  const { page, town } = session
  await goTo(page, 'Everything heard')
  const dialog = await writePost(page)
  await dialog.getByLabel('Post as').selectOption({ label: '@crumb · X' })
  const field = dialog.getByRole('textbox', { name: 'Words of the post' })
  await field.fill(`${'語'.repeat(140)}x`)
  await expect(dialog.getByText('1 too many')).toBeVisible()
  await field.fill('The list of breads is at example.com')
  await expect(dialog.getByText('$0.20 because of example.com')).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(), colorScheme).toEqual([])
  }
  const before = town.charged('x').microUsd
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toHaveCount(0)
  const said = () => town.statuses('x').filter(({ text }) => text.includes('list of breads'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBeUndefined()
  expect(town.charged('x').microUsd - before).toBeGreaterThanOrEqual(200_000)
})

test('where X wants to be asked less, or paid, it says so, and is heard again afterwards', async () => {
  const { page, town } = session
  const health = page.getByRole('region', { name: /health/i })
  town.misbehave({ path: '/2/users/', fault: 402 })
  await page.keyboard.press('Shift+R')
  await expect(health.getByText(/credits/i)).toBeVisible()
  town.behave()
  await health.getByRole('button', { name: 'Try now' }).click()
  await expect(health.getByText(/credits/i)).toHaveCount(0)

  // Asked too often: it waits as long as X says, and nobody presses anything.
  town.misbehave({ path: '/2/users/', fault: 429, times: 1, resetAfter: 8 })
  await page.keyboard.press('Shift+R')
  await expect(health.getByText(/must wait until .* is not heard yet/)).toBeVisible()
  town.say({ on: 'x', author: 'ivy', text: '@crumb Is a sourdough ever late, or only itself?' })
  await place(page, /mentions of @crumb on x/i).click()
  await expectNew(page, 'ever late, or only itself')
  await expect(health.getByRole('alert')).toHaveCount(0, { timeout: 60_000 })
})

test('at the limit paid calls stop, the line says so, and the settings hold the bill and the way out', async () => {
  const { page, town } = session
  await place(page, /settings/i).click()
  const paid = page.getByRole('region', { name: 'Paid calls to X' })
  await expect(paid.getByText(/spent/)).toBeVisible()
  const limit = paid.getByLabel(/highest sum a month/i)
  await limit.fill('0.01')
  await limit.press('Enter')
  await expect(paid.getByText('of $0.01 spent', { exact: false })).toBeVisible()
  await limit.blur()
  await page.keyboard.press('Shift+R')
  const health = page.getByRole('region', { name: /health/i })
  await expect(health.getByText(/limit/i).first()).toBeVisible()
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violations(), colorScheme).toEqual([])
  }
  const before = town.charged('x').microUsd
  await goTo(page, 'Everything heard')
  await page.keyboard.press('Shift+R')
  await health.getByRole('button', { name: 'Change the limit' }).click()
  expect(town.charged('x').microUsd).toBe(before)
  await limit.fill('5')
  await limit.press('Enter')
  await expect(health.getByRole('button', { name: 'Change the limit' })).toHaveCount(0)
  // What was charged there is what stands here.
  const spent = dollars(town.charged('x').microUsd)
  await expect(paid.getByText(`${spent} of $5.00 spent this month.`)).toBeVisible()
  expect(session.errors).toEqual([])
})
