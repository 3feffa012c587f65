import { expect, test } from '@playwright/test'
import { launch, place, row, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

test('script in the words of a post is words, and an address that is no web address is no link', async () => {
  const { page, town } = session
  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  town.say({
    author: 'ana',
    text: '@crumb hostile <script>window.ran = 1</script><img src=x onerror="window.ran = 2"> javascript:window.ran=3 [x](javascript:window.ran=4)',
    warning: '<b onmouseover="window.ran = 5">careful</b>',
  })
  const fresh = row(page, 'careful')
  const pill = page.getByRole('button', { name: /new/ })
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await fresh.click()
  // The warning folds the words; unfold them.
  await page.getByRole('main').getByRole('button', { name: /show/i }).first().click()
  await expect(
    page
      .getByRole('main')
      .getByText(/window\.ran = 1/)
      .first(),
  ).toBeVisible()
  expect(await page.evaluate(() => Reflect.get(window, 'ran') as unknown)).toBeUndefined()
  expect(await page.locator('a[href^="javascript" i], script:not([src]), img[src="x"]').count()).toBe(0)
  expect(session.errors).toEqual([])
})

test('a snoozed conversation comes back by itself', async () => {
  test.setTimeout(150_000)
  const { page } = session
  await place(page, /^needs an answer/i).click()
  await expect(rows(page).first()).toBeVisible()
  await rows(page).first().click()
  const id = await page.locator('[role=option][data-selected]').getAttribute('id')
  await page.keyboard.press('h')
  await page.getByRole('dialog').getByRole('textbox').fill('1m')
  await page.keyboard.press('Enter')
  await expect(page.locator(`#${String(id)}`)).toHaveCount(0)
  // No key is pressed until it is back.
  await expect(page.locator(`#${String(id)}`)).toHaveCount(1, { timeout: 100_000 })
})
