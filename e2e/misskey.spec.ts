import AxeBuilder from '@axe-core/playwright'
import { expect, test, type ElectronApplication, type Page } from '@playwright/test'
import { expectNew, launch, place, row, type Session } from './app.ts'

/** From the sign-in on the server's page to an answer, a like and a limit: one story, in this order. */
test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  page = session.page
  await catchAddresses(session.app)
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

/** The browser of these tests: addresses are kept instead of opened. */
async function catchAddresses(app: ElectronApplication): Promise<void> {
  await app.evaluate(({ shell }) => {
    Reflect.set(shell, 'openExternal', (url: string) => {
      Reflect.set(globalThis, 'opened', url)
      return Promise.resolve()
    })
  })
}

async function opened(): Promise<URL> {
  const address = () => session.app.evaluate(() => String(Reflect.get(globalThis, 'opened') ?? ''))
  await expect.poll(address).toMatch(/^http/)
  return new URL(await address())
}

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })
const said = () => session.town.statuses('misskey')

test('a token that lacks a right is told what it lacks; the page of the server signs in', async () => {
  const { town } = session
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('misskey')
  await dialog()
    .getByRole('button', { name: /paste a token/i })
    .click()
  await dialog().getByLabel('Server').fill(town.url)
  await dialog().getByLabel('Access token').fill('misskeyTokenThatHears000000001')
  await dialog().getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog().getByText(/lacks write:notes \(Compose or delete notes\)/)).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])

  await dialog()
    .getByRole('button', { name: /use the browser/i })
    .click()
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  const asked = await opened()
  expect(asked.pathname).toMatch(/^\/miauth\/[\w-]{16,}$/)
  const body = new URLSearchParams(asked.searchParams)
  body.set('decision', 'allow')
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  expect((await fetch(answer.headers.get('location') ?? '')).ok).toBe(true)
  await expect(dialog()).toHaveCount(0)
  // The town's own server has a stream of the same name, before this one.
  const streams = page.getByRole('navigation').getByRole('button', { name: /Mentions of @crumb@127/ })
  await expect(streams).toHaveCount(2)
  await streams.last().click()
  await expect(row(page, 'ninety rolls for the 30th').first()).toBeVisible({ timeout: 30_000 })
})

test('a note for a few is heard live, and answered to the same few', async () => {
  const { town } = session
  const id = town.say({
    on: 'misskey',
    author: 'ana',
    text: '@crumb between us: is the **rye** really gone?',
    visibility: 'direct',
  })
  await expectNew(page, 'between us: is the rye really gone?')
  await row(page, 'between us').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toHaveValue('@ana@harbour.example ')
  await expect(page.getByText(/specified, like theirs/)).toBeVisible()
  await page.keyboard.type('One loaf is under the counter.')
  await page.keyboard.press('Control+Enter')
  const answers = () => said().filter(({ text }) => text.endsWith('One loaf is under the counter.'))
  await expect.poll(() => answers().length, { timeout: 30_000 }).toBe(1)
  expect(answers()[0]).toMatchObject({ inReplyTo: id, visibility: 'direct', mentions: ['ana'] })
})

test('a limit is said in words, heals by itself, and a deletion takes the words away', async () => {
  const { town } = session
  town.misbehave({ path: '/api/i/notifications', fault: 429, retryAfter: 3, times: 1 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  const id = town.say({ on: 'misskey', author: 'nils', text: '@crumb soon I shall regret this' })
  await expectNew(page, 'soon I shall regret this')
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 30_000 })
  town.remove(id, 'misskey')
  await expect(row(page, 'soon I shall regret this')).toHaveCount(0, { timeout: 30_000 })
})
