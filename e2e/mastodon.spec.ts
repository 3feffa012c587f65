import { expect, test, type Page } from '@playwright/test'
import { startTown, type Town } from '#demo/town'
import { catchAddresses, expectNew, lastOpened, launch, place, row, type Session } from './app.ts'

/** Mastodon from the sign-in on: one story, in this order. What comes live is in hear-and-reply.spec.ts. */
test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
/** A server of its own beside the one that the demo is signed in to. */
let server: Town
test.beforeAll(async () => {
  server = await startTown({ answers: false })
  session = await launch({ undoSendMs: 2500 })
  page = session.page
  await catchAddresses(session.app)
})
test.afterAll(async () => {
  await session.close()
  await server.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })
const mentions = () =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: new RegExp(`Mentions of @crumb@${new URL(server.url).host}`) })

/** Answers the page of the server, and lets the browser go back to where the app listens. */
async function decide(asked: URL, choice: Record<string, string>): Promise<void> {
  expect(await (await fetch(asked)).text()).toContain('Authorization required')
  const body = new URLSearchParams({ ...Object.fromEntries(asked.searchParams), ...choice })
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  const back = answer.headers.get('location') ?? ''
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//)
  expect((await fetch(back)).ok).toBe(true)
}

test('signing in goes through the page of the server: a refusal is said in words, a yes is heard at once', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('mastodon')
  await dialog().getByLabel('Server').fill(server.url)
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await decide(await lastOpened(session.app, 1), { _method: 'delete' })
  await expect(dialog().getByText(/did not allow|denied/i)).toBeVisible()
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await decide(await lastOpened(session.app, 2), { decision: 'allow' })
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await mentions().click()
  await expect(page.getByRole('option').first()).toBeVisible({ timeout: 30_000 })
})

test('somebody asks, is answered on that server, and nothing is said on the other one', async () => {
  const asked = server.say({ author: 'ana', text: '@crumb Is the second oven on?' })
  await expectNew(page, 'Is the second oven on?')
  await row(page, 'Is the second oven on?').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await expect(box).toHaveValue(/^@ana/)
  await page.keyboard.type('Since Monday, and it sings.')
  await page.keyboard.press('Control+Enter')
  const said = (town: Town) => town.statuses().filter(({ text }) => text.includes('and it sings'))
  await expect.poll(() => said(server).length, { timeout: 30_000 }).toBe(1)
  expect(said(server)[0]?.inReplyTo).toBe(asked)
  expect(said(session.town)).toEqual([])
})

test('a limit is said in words, and heals by itself', async () => {
  server.misbehave({ path: '/api/v1/notifications', fault: 429, resetAfter: 8, times: 1 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until .* is not heard yet/)).toBeVisible({ timeout: 30_000 })
  server.say({ author: 'tomas', text: '@crumb The tower says hello.' })
  await expectNew(page, 'The tower says hello.')
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })
})
