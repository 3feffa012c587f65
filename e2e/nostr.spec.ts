import { expect, test, type Page } from '@playwright/test'
import { expectNew, launch, place, row, type Session } from './app.ts'

test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  page = session.page
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })
const submit = () => dialog().getByRole('button', { name: /^sign in$/i })

test('a wrong key is refused without being shown, and the right one hears at once', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('nostr')
  const field = dialog().getByRole('textbox', { name: 'Key' })
  await field.fill('nsec1nobodyskey')
  await submit().click()
  await expect(dialog().getByText(/This is no key/)).toBeVisible()
  await expect(dialog().getByText('nobodyskey')).toHaveCount(0)
  await field.fill(session.town.logins['nostr']?.['key'] ?? '')
  await submit().click()
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await place(page, /Nostr mentions and replies/).click()
  await expect(row(page, 'can 28 children see the oven').first()).toBeVisible({ timeout: 30_000 })
  await expect(row(page, 'closed for ever')).toHaveCount(0)
})

test('somebody asks, is answered with the key, and the relay has the answer under the question', async () => {
  const { town } = session
  const flour = town.statuses('nostr').find(({ text }) => text.startsWith('New flour'))
  town.say({ on: 'nostr', author: 'pip', text: 'Does it float?', inReplyTo: flour?.id })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'Does it float?')
  await row(page, 'Does it float?').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await page.keyboard.type('Only in a flood.')
  await page.keyboard.press('Control+Enter')
  const said = () => town.statuses('nostr').filter(({ text }) => text === 'Only in a flood.')
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  const asked = town.statuses('nostr').find(({ text }) => text.endsWith('Does it float?'))
  expect(said()[0]?.inReplyTo).toBe(asked?.id)
})

test('a relay that asks to wait is waited for, and then heard', async () => {
  const { town } = session
  town.misbehave({ path: '/relay', fault: 429, retryAfter: 4, times: 1 })
  await place(page, /Nostr mentions and replies/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  town.say({ on: 'nostr', author: 'abel', text: '@crumb the lighthouse has a relay now' })
  await expectNew(page, 'the lighthouse has a relay now')
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 30_000 })
})
