import { expect, test, type Page } from '@playwright/test'
import { startTown, type Town } from '#demo/town'
import { catchAddresses, copied, expectNew, lastOpened, launch, place, row, type Session } from './app.ts'

/** Feeds and Google Alerts, given by their addresses: the tests are one story and stand in its order. */
test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
/** A host of its own, so that nothing else waits where it asks to wait. */
let press: Town
test.beforeAll(async () => {
  press = await startTown({ answers: false })
  session = await launch()
  page = session.page
  await catchAddresses(session.app)
})
test.afterAll(async () => {
  await session.close()
  await press.close()
  expect(session.errors).toEqual([])
})

const dialog = () => page.getByRole('dialog', { name: /listen to something new/i })
const health = () => page.getByRole('region', { name: 'Health' })
const tides = '/tides/index.rdf'
const alerts = '/alerts/feeds/08154711/2606'

/** Gives an address in the form, and waits for what is found there. */
async function lookAt(kind: string, address: string): Promise<void> {
  await place(page, /^streams/i).click()
  await page.getByRole('button', { name: /listen to something new/i }).click()
  await dialog().getByLabel('Network').selectOption('Feeds')
  await dialog().getByLabel('What to listen to').selectOption(kind)
  await dialog()
    .getByRole('textbox', { name: /^Address/ })
    .fill(address)
  await dialog().getByRole('button', { name: 'Look what is there' }).click()
}

test('the address of a site is enough: its feed is found, and a trouble at the start is said and passes', async () => {
  await lookAt('Feed', `${press.url}/candles/feed`)
  await expect(dialog().getByText(/does not have this \(any more\)/)).toBeVisible()
  await dialog()
    .getByRole('textbox', { name: /^Address/ })
    .fill(`${press.url}/tides/`)
  await dialog().getByRole('button', { name: 'Look what is there' }).click()
  await expect(dialog().getByRole('checkbox').first()).toBeChecked()
  await expect(dialog().getByText('Harbour Office: Tides and Notices').first()).toBeVisible()

  press.misbehave({ path: tides, fault: 500, times: 1 })
  await dialog().getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(dialog()).toHaveCount(0)
  await expect(health().getByText(/Harbour Office.*has not answered yet: .*trouble/)).toBeVisible()
  await health().getByRole('button', { name: 'Retry now' }).click()
  await expect(health().getByText(/has not answered yet/)).toHaveCount(0, { timeout: 30_000 })
})

test('an alert is heard, and leads to the page itself and not through the service', async () => {
  await lookAt('Mentions of us on other pages', press.url + alerts)
  await dialog().getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(dialog()).toHaveCount(0)
  await place(page, /Alert - "Crumb Bakery"/).click()
  await row(page, 'Inspectors publish autumn hygiene list').click()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText('two stalls must improve their hand washing').first()).toBeVisible()
  await expect(conversation.getByText(/google/)).toHaveCount(0)
})

test('an answer is copied, the page is opened, and the question whether it was posted stays until it is said', async () => {
  const { app } = session
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText(/A feed has no way to answer/)).toBeVisible()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  const words = 'Thank you. The soap is in both stalls now.'
  await page.keyboard.type(words)
  await page.keyboard.press('Control+Enter')
  expect((await lastOpened(app, 1)).href).toBe('https://county-paper.example/news/hygiene-list')
  expect(await copied(app)).toBe(words)
  const question = page.getByRole('group', { name: 'Did you post it?' })
  await expect(question).toContainText(words)
  await question.getByRole('button', { name: 'Yes, it is posted' }).click()
  await expect(question).toHaveCount(0)
})

test('a limit is said in words, and heals by itself', async () => {
  await place(page, /Harbour Office/).click()
  press.misbehave({ path: tides, fault: 429, times: 1, retryAfter: 8 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/must wait until .* is not heard yet/)).toBeVisible({ timeout: 30_000 })
  press.publish('tides', { title: 'Ferry on time', text: 'For the first time since the flood.' })
  await expectNew(page, 'Ferry on time')
  await expect(health().getByText(/must wait until/)).toHaveCount(0, { timeout: 60_000 })
})

test('a feed that ended is said to be broken, and is heard again once it is back', async () => {
  press.misbehave({ path: alerts, fault: 410 })
  await page.keyboard.press('Shift+R')
  await expect(health().getByText(/Alert - "Crumb Bakery".*is broken: /)).toBeVisible({ timeout: 30_000 })
  press.behave()
  press.publish('alerts', { title: 'Crumb wins the bun', text: 'Quay Street lost by a raisin.' })
  await place(page, /Alert - "Crumb Bakery"/).click()
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'Quay Street lost by a raisin')
  await expect(health().getByText(/is broken/)).toHaveCount(0)
})
