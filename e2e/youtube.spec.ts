import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { expectNew, launch, place, row, type Session } from './app.ts'

/** YouTube from the sign-in to a limit: the tests are one story and stand in its order. */
test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  page = session.page
  // The browser of these tests: addresses are kept instead of opened.
  await session.app.evaluate(({ shell }) => {
    const opened: string[] = []
    Reflect.set(globalThis, 'opened', opened)
    Reflect.set(shell, 'openExternal', (url: string) => {
      opened.push(url)
      return Promise.resolve()
    })
  })
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const scope = 'https://www.googleapis.com/auth/youtube.force-ssl'
const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })
const stream = () => place(page, /Comments on Crumb Bakery/)

async function openedAddresses(): Promise<string[]> {
  return session.app.evaluate(() => Reflect.get(globalThis, 'opened') as string[]) // put there above
}

/** Answers Google's page, ticking its box or not, and lets the browser go back to where the app listens. */
async function answerGoogle(count: number, choice: Record<string, string>): Promise<void> {
  await expect.poll(async () => (await openedAddresses()).length).toBe(count)
  const asked = new URL((await openedAddresses()).at(-1) ?? '')
  expect(asked.origin).toBe(session.town.url)
  expect(await (await fetch(asked)).text()).toContain('Earshot wants access to your Google Account')
  const body = new URLSearchParams([...asked.searchParams, ...Object.entries(choice)])
  const answer = await fetch(asked.origin + asked.pathname, { method: 'POST', body, redirect: 'manual' })
  expect((await fetch(answer.headers.get('location') ?? '')).ok).toBe(true)
}

test('signing in goes through the browser, and a box that was left unticked is named', async () => {
  const { clientId = '', clientSecret = '' } = session.town.logins['youtube'] ?? {}
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('youtube')
  await expect(dialog().getByText(/ends every sign-in after seven days/)).toBeVisible()
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await expect(dialog().getByText('Client ID is needed.')).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await dialog().getByLabel('Client ID').fill(clientId)
  await dialog().getByLabel('Client secret').fill(clientSecret)
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await answerGoogle(1, { decision: 'continue', granted: '' })
  await expect(dialog().getByText(/lacks the scope youtube\.force-ssl/)).toBeVisible({ timeout: 20_000 })
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  await answerGoogle(2, { decision: 'continue', granted: scope })
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await expect(page.getByRole('main').getByRole('heading', { name: '@crumb', exact: true })).toBeVisible()
})

test('a comment that waits is published, and the town shows it', async () => {
  await stream().click()
  const held = row(page, 'My comment from yesterday is gone').first()
  await expect(held).toBeVisible({ timeout: 30_000 })
  await expect(held.getByText('held')).toBeVisible()
  await held.click()
  const moderation = page.getByRole('group', { name: /Moderate what abel/i })
  await moderation.getByRole('button', { name: 'Approve' }).click()
  await expect(moderation).toHaveCount(0)
  const decided = ({ path, query }: { path: string; query: string }) =>
    path.endsWith('/setModerationStatus') && query.includes('moderationStatus=published')
  expect(session.town.requests().filter(decided)).toHaveLength(1)
})

test('a comment is answered below itself; a limit meanwhile is said in words, and heals by itself', async () => {
  const { town } = session
  const videoOf = (start: string) => town.statuses('youtube').find(({ text }) => text.startsWith(start))?.id
  const below = videoOf('How we shape a rye')
  const asked = town.say({ on: 'youtube', author: 'ana', text: 'Which basket is that?', inReplyTo: below })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'Which basket is that?')
  await row(page, 'Which basket is that?').first().click()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  await page.keyboard.type('Cane, the long one & <old>.')
  await page.keyboard.press('Control+Enter')

  // The reply is held for some seconds, in which it can be taken back; the limit is over before it leaves.
  town.misbehave({ path: '/youtube/v3/commentThreads', fault: 429, retryAfter: 5, times: 1 })
  await stream().click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  const other = videoOf('The blue oven starts')
  town.say({ on: 'youtube', author: 'oskar', text: 'The door was heavier than it looks.', inReplyTo: other })
  await expectNew(page, 'The door was heavier')
  await expect(health().getByText(/must wait until/)).toHaveCount(0)

  const said = () => town.statuses('youtube').filter(({ text }) => text === 'Cane, the long one & <old>.')
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(asked)
})
