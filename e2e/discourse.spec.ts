import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Page } from '@playwright/test'
import { expectNew, launch, place, row, type Session } from './app.ts'

test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch({ undoSendMs: 2500 })
  page = session.page
  // The page is opened by the test, as it would be by the user's browser.
  await session.app.evaluate(({ shell }) => {
    Reflect.set(shell, 'openExternal', (url: string) => {
      Reflect.set(globalThis, 'opened', url)
      return Promise.resolve()
    })
  })
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /sign in/i })
const health = () => page.getByRole('region', { name: 'Health' })

function openedPage(): Promise<string> {
  return session.app.evaluate(() => String(Reflect.get(globalThis, 'opened')))
}

/** Presses Authorize on the forum's page, and copies the block that it shows. */
async function grant(): Promise<string> {
  await expect.poll(openedPage).toContain('/user-api-key/new?')
  const url = new URL(await openedPage())
  expect((await fetch(url)).status).toBe(200)
  const answer = await fetch(`${session.town.url}/forum/user-api-key`, {
    method: 'POST',
    body: url.searchParams,
  })
  const block = /<pre>([^<]+)<\/pre>/.exec(await answer.text())?.[1] ?? ''
  expect(block.length).toBeGreaterThan(340)
  return block
}

test('what the forum’s page shows is pasted: half of it is said to be half, all of it signs in', async () => {
  await place(page, /accounts/i).click()
  await page.getByRole('button', { name: /sign in to a network/i }).click()
  await dialog().getByLabel('Network').selectOption('discourse')
  await dialog()
    .getByLabel('Server')
    .fill(session.town.logins['discourse']?.['host'] ?? '')
  await dialog().getByRole('button', { name: 'Sign in with the browser' }).click()
  const field = dialog().getByLabel('What the page shows')
  await expect(field).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  const block = await grant()
  await field.fill(block.slice(0, 120))
  await dialog().getByRole('button', { name: 'Go on' }).click()
  await expect(dialog().getByText(/not all that the page shows/)).toBeVisible()
  await field.fill(block)
  await dialog().getByRole('button', { name: 'Go on' }).click()
  await expect(dialog()).toHaveCount(0, { timeout: 20_000 })
  await expect(page.getByRole('main').getByText(/^@crumb@127\.0\.0\.1:\d+\/forum$/)).toBeVisible()
  await place(page, /@crumb on Lindenbrook Talks/).click()
  await expect(row(page, 'does it need its own table').first()).toBeVisible({ timeout: 30_000 })
})

const answer = 'It likes rye, and says so at night.'
let asked = ''

test('somebody asks in a topic, and an answer is on its way', async () => {
  const { town } = session
  const topic = town
    .statuses('discourse')
    .find(({ text }) => text.startsWith('[bread] How old is your starter'))
  asked = town.say({
    on: 'discourse',
    author: 'priya',
    text: '@crumb does yours like rye?',
    inReplyTo: topic?.id,
  })
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'does yours like rye?')
  await row(page, 'does yours like rye?').first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  // The forum wants twenty characters: what is short is said while it is typed, and not sent.
  await page.keyboard.type('Yes.')
  await expect(page.getByText('16 more needed')).toBeVisible()
  await page.keyboard.press('Control+Enter')
  await expect(
    page.getByRole('alert').filter({ hasText: 'This is 16 short of the least, 20.' }),
  ).toBeVisible()
  await expect(box).toHaveValue('Yes.')
  await box.fill('')
  await page.keyboard.type(answer)
  await page.keyboard.press('Control+Enter')
  await expect(box).not.toHaveValue(answer)
})

test('a limit is said in words, and heals by itself', async () => {
  const { town } = session
  town.misbehave({ path: '/forum/notifications.json', fault: 429, retryAfter: 5, times: 1 })
  await place(page, /@crumb on Lindenbrook Talks/).click()
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until/)).toBeVisible({ timeout: 30_000 })
  const jam = town.statuses('discourse').find(({ text }) => text === 'Jam.')
  town.say({ on: 'discourse', author: 'bramble', text: '@crumb plum or quince?', inReplyTo: jam?.id })
  await expectNew(page, 'plum or quince?')
  await expect(health().getByText(/must wait until/)).toHaveCount(0)
})

test('the answer, which could be taken back until now, stands below the question', async () => {
  const said = () => session.town.statuses('discourse').filter(({ text }) => text === answer)
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]?.inReplyTo).toBe(asked)
})
