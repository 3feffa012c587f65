import AxeBuilder from '@axe-core/playwright'
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

/** Types the code on the town's page, as the user would in a browser. */
async function typeCode(code: string, decision: 'allow' | 'deny'): Promise<void> {
  const answer = await fetch(`${session.town.url}/login/device`, {
    method: 'POST',
    body: new URLSearchParams({ user_code: code, decision }),
  })
  expect(answer.status).toBe(200)
}

async function askForCode(): Promise<string> {
  await dialog().getByRole('button', { name: 'Get a code' }).click()
  const code = dialog().getByLabel('Code', { exact: true })
  await expect(code).toHaveText(/^OVEN-\d+$/)
  return (await code.innerText()).trim()
}

test('signing in by code: what is missing is said, the code can be copied, called off, and refused', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('github')
  await dialog().getByRole('button', { name: 'Get a code' }).click()
  await expect(dialog().getByText('Client ID of your OAuth app is needed.')).toBeVisible()
  await dialog().getByLabel('Client ID of your OAuth app').fill('Ov23liNobodysApp0001')
  await dialog().getByRole('button', { name: 'Get a code' }).click()
  await expect(dialog().getByText(/does not know this client ID/)).toBeVisible()

  await dialog()
    .getByLabel('Client ID of your OAuth app')
    .fill(session.town.logins['github']?.['clientId'] ?? '')
  const first = await askForCode()
  await dialog().getByRole('button', { name: 'Copy the code' }).click()
  await expect(dialog().getByText(/copied|ready to copy/i)).toBeVisible()
  expect(await page.evaluate(() => window.getSelection()?.toString().trim())).toBe(first)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await dialog().getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog().getByRole('button', { name: 'Get a code' })).toBeVisible()

  const second = await askForCode()
  expect(second).not.toBe(first)
  await typeCode(second, 'deny')
  await expect(dialog().getByText(/you did not allow earshot/i)).toBeVisible({ timeout: 20_000 })
})

test('the code is typed on the page, and the window goes on by itself to hear what was said', async () => {
  await typeCode(await askForCode(), 'allow')
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await expect(page.getByRole('main').getByText('@crumb', { exact: true })).toBeVisible()
  await place(page, /GitHub notifications of @crumb/).click()
  await expect(row(page, 'Timer rings twice').first()).toBeVisible({ timeout: 30_000 })
})

test('somebody asks on an issue, is answered there, and the answer starts with the name', async () => {
  const { town } = session
  const issue = town.statuses('github').find(({ text }) => text.startsWith('Timer rings twice'))
  town.say({ on: 'github', author: 'nils', text: 'When will this be released?', inReplyTo: issue?.id })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'When will this be released?')
  await row(page, 'When will this be released?').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await expect(box).toHaveValue('@nils ')
  await page.keyboard.type('On Friday, with the rye.')
  await page.keyboard.press('Control+Enter')
  const said = () => town.statuses('github').filter(({ text }) => text === '@nils On Friday, with the rye.')
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(issue?.id)
})

test('a limit is said in words, and heals by itself', async () => {
  const { town } = session
  town.misbehave({ path: '/api/v3/notifications', fault: 403, retryAfter: 12, times: 1 })
  await place(page, /GitHub notifications of @crumb/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  town.say({ on: 'github', author: 'abel', text: 'Loud enough?\n@crumb the lighthouse heard the bell.' })
  await expectNew(page, 'the lighthouse heard the bell')
  await expect(health().getByText(/must wait until/)).toHaveCount(0)
})
