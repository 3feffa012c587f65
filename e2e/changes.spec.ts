import { expect, test } from '@playwright/test'
import { launch, place, row, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

test('an edit shows the new words and keeps the old; a deletion leaves a tombstone', async () => {
  const { page, town } = session
  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  const id = town.say({ author: 'ana', text: '@crumb The bell is brokn.' })
  const pill = page.getByRole('button', { name: /new/ })
  const said = row(page, 'The bell is')
  await expect(pill.or(said).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await said.click()

  town.edit(id, '@crumb The bell is broken.')
  await expect(page.getByRole('main').getByText('The bell is broken.').first()).toBeVisible()
  await expect(said.getByText('edited')).toBeVisible()

  town.remove(id)
  await expect(
    page
      .getByRole('main')
      .getByText(/deleted where it was said/i)
      .first(),
  ).toBeVisible()
  await expect(page.getByText('The bell is broken.')).toHaveCount(0)
  expect(session.errors).toEqual([])
})

test('a refused token is the loudest thing in the window, and signing in again heals it', async () => {
  const { page, town } = session
  town.misbehave({ path: '/api/v1/notifications', fault: 401, times: 1 })
  await page.keyboard.press('Shift+R')
  const line = page.getByRole('region', { name: /health/i })
  await expect(line.getByText(/signed out/i)).toBeVisible()
  await line.getByRole('button', { name: /sign in/i }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(/token/i).first().click()
  await dialog.getByLabel(/token/i).fill(town.account.token)
  await dialog.getByRole('button', { name: /sign in/i }).click()
  await expect(line.getByText(/signed out/i)).toHaveCount(0)
})
