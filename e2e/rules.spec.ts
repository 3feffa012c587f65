import { expect, test, type Page } from '@playwright/test'
import { expectNew, goTo, launch, place, row, rows, type Session } from './app.ts'

test.describe.configure({ mode: 'serial' })

let session: Session
let page: Page
test.beforeAll(async () => {
  session = await launch()
  page = session.page
})
test.afterAll(async () => {
  await session.close()
  expect(session.errors).toEqual([])
})

const field = () => page.getByLabel('Listen for', { exact: true })
const rehearsal = () => page.getByRole('region', { name: 'Rehearsal' })

test('a rule is written, rehearsed on what is stored, and saved; its hits say why they are here', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('r')
  await field().fill('sourdough -(')
  await expect(page.getByText('never closed')).toBeVisible()
  await field().fill('bread -ferry')
  await expect(rehearsal()).toContainText(/it would have heard [1-9]/)
  await expect(rehearsal().locator('mark').first()).toHaveText(/bread/i)
  await expect(rehearsal()).toContainText('Mastodon')
  await expect(rehearsal()).toContainText('filtered here: -ferry')
  // It has no place in the town, and tests ask nobody outside.
  await page.getByRole('checkbox', { name: /^Hacker News/ }).uncheck()
  await page.getByLabel('Name').fill('Bread talk')
  await page.getByRole('button', { name: 'Listen', exact: true }).click()
  await expect(page.getByText('Listening for “Bread talk”').first()).toBeVisible()
  await place(page, /Bread talk/).click()
  await expect(page.getByRole('listbox', { name: /^Bread talk/ })).toBeVisible()
  await expect(rows(page).first().locator('mark').first()).toHaveText(/bread/i)
  await expect(row(page, 'ferry')).toHaveCount(0)
  await page.keyboard.press('y')
  const why = page.getByRole('dialog', { name: 'Why is this here?' })
  await expect(why).toContainText('Bread talk')
  await expect(why).toContainText('bread -ferry')
  await expect(why.locator('mark').first()).toHaveText(/bread/i)
  await expect(why.getByRole('status')).toContainText(/it would not have heard \d+ of \d+/)
  await page.keyboard.press('Escape')
})

test('what happens in the town later is heard by the rule too', async () => {
  session.town.say({ author: 'kwame', text: 'The rye bread of this town, ranked. #townmarket' })
  await page.keyboard.press('Shift+R')
  await expect(
    row(page, 'ranked')
      .or(page.getByRole('button', { name: /^\d+\+? new/ }))
      .first(),
  ).toBeVisible()
  await page.keyboard.press('.')
  await expect(row(page, 'ranked')).toBeVisible()
})

test('what a stream heard says by which call', async () => {
  await place(page, /#townmarket/).click()
  await expect(page.getByRole('listbox', { name: /^#townmarket/ })).toBeVisible()
  await rows(page).first().click()
  await page.keyboard.press('y')
  const why = page.getByRole('dialog', { name: 'Why is this here?' })
  await expect(
    why.getByText(/^Mastodon · Hashtag · (live, and|timelines\/tag\/:tag ·) asked every \d+ min$/),
  ).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(why).toHaveCount(0)
})

test('an author is muted in two keys, and comes back with undo', async () => {
  await goTo(page, 'Everything heard')
  await expect(rows(page).first()).toBeVisible()
  const open = () => place(page, /^Everything heard/).innerText()
  const before = await open()
  const id = (await rows(page).first().getAttribute('data-conversation')) ?? ''
  await page.keyboard.press('m')
  await expect(page.getByRole('dialog', { name: 'Mute …' })).toContainText('Mute everything by')
  await page.keyboard.press('a')
  await expect(page.locator(`[data-conversation="${id}"]`)).toHaveCount(0)
  await expect(page.getByText(/^Muted: from:/).first()).toBeVisible()
  await expect(place(page, /^Muted/)).toBeVisible()
  expect(await open()).not.toBe(before)
  await page.keyboard.press('z')
  await expect(place(page, /^Muted/)).toHaveCount(0)
  await expect.poll(open).toBe(before)
})

test('a domain is muted from the streams screen, and what links there leaves the lanes until the mute ends', async () => {
  session.town.say({ author: 'ferdi', text: '@crumb win a mixer at https://casino.example/win' })
  await page.keyboard.press('Shift+R')
  await expect(
    row(page, 'win a mixer')
      .or(page.getByRole('button', { name: /^\d+\+? new/ }))
      .first(),
  ).toBeVisible()
  await page.keyboard.press('.')
  await expect(row(page, 'win a mixer')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.getByLabel('Mute', { exact: true }).fill('url:casino.example')
  // Before it is done, it says what it would do.
  const muted = page.getByRole('region', { name: 'Muted' })
  await expect(muted.getByText('Holds back 1 post of 1 open conversation.')).toBeVisible()
  await expect(muted.getByRole('list', { name: 'The newest of them' })).toContainText('win a mixer')
  await page.getByRole('button', { name: 'Mute', exact: true }).click()
  await expect(page.getByText('1 conversation', { exact: false }).first()).toBeVisible()
  await goTo(page, 'Everything heard')
  await expect(row(page, 'win a mixer')).toHaveCount(0)
  await goTo(page, 'Muted')
  await expect(row(page, 'win a mixer')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'End the mute url:casino.example' }).click()
  await goTo(page, 'Everything heard')
  await expect(row(page, 'win a mixer')).toBeVisible()
})

test('the site that a post links to is muted in two keys, and its talk comes back with undo', async () => {
  session.town.say({ author: 'kwame', text: '@crumb cheap flour, see https://www.flour-deals.example/now' })
  await goTo(page, 'Everything heard')
  await page.keyboard.press('Shift+R')
  await expectNew(page, 'cheap flour')
  await row(page, 'cheap flour').click()
  await expect(page.getByRole('region', { name: 'Thread' })).toContainText('cheap flour')
  await page.keyboard.press('m')
  const dialog = page.getByRole('dialog', { name: 'Mute …' })
  await expect(dialog.getByRole('button', { name: 'Mute links to flour-deals.example' })).toBeVisible()
  await page.keyboard.press('d')
  await expect(page.getByText('Muted: url:flour-deals.example').first()).toBeVisible()
  await expect(row(page, 'cheap flour')).toHaveCount(0)
  // Kept, and out of the lanes by a mute that is stored.
  await goTo(page, 'Muted')
  await expect(row(page, 'cheap flour')).toBeVisible()
  const ending = page.getByRole('button', { name: 'End the mute url:flour-deals.example' })
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await expect(ending).toBeVisible()
  await page.keyboard.press('z')
  await expect(ending).toHaveCount(0)
  await goTo(page, 'Everything heard')
  await expect(row(page, 'cheap flour')).toBeVisible()
})

test('not for us is done with one key, and taught', async () => {
  await place(page, /Bread talk/).click()
  await expect(rows(page).first()).toBeVisible()
  const first = rows(page).first()
  const id = (await first.getAttribute('data-conversation')) ?? ''
  await first.click()
  await page.keyboard.press('d')
  await expect(page.locator(`[data-conversation="${id}"]`)).toHaveCount(0)
  await expect(page.getByText('not for us').first()).toBeVisible()
  await page.keyboard.press('z')
  await expect(page.locator(`[data-conversation="${id}"]`)).toHaveCount(1)
})

test('a rule is removed and comes back with undo', async () => {
  await page.keyboard.press('g')
  await page.keyboard.press('k')
  await page.getByRole('button', { name: 'Remove Bread talk' }).click()
  await expect(place(page, /Bread talk/)).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(place(page, /Bread talk/)).toBeVisible()
})
