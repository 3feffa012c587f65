import { expect, test } from '@playwright/test'
import { launch, place, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

test('a goal is written by keyboard, its figure opens what it was counted from, and it comes back when removed', async () => {
  const { page } = session
  await place(page, /everything heard/i).click()
  await rows(page).first().waitFor()
  await page.keyboard.press('g')
  await page.keyboard.press('m')
  await expect(page.getByRole('heading', { name: 'Goals' })).toBeVisible()
  await expect(page.getByText(/No goal yet/)).toBeVisible()
  await page.getByRole('button', { name: /New goal/ }).click()
  const dialog = page.getByRole('dialog', { name: 'New goal' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Bread talk')
  await dialog.getByLabel('What counts').fill('bread OR loaf OR buns')
  await dialog.getByLabel('How many').fill('500')
  await dialog.getByRole('button', { name: 'Add goal' }).click()
  await expect(dialog).toHaveCount(0)

  const card = page.getByRole('article', { name: 'Bread talk' })
  const figure = card.getByRole('button', { name: /^\d+ of 500 posts$/ })
  await expect(figure).toBeVisible()
  const count = Number.parseInt((await figure.textContent()) ?? '', 10)
  expect(count).toBeGreaterThan(0)
  await figure.click()
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByText(/\(bread OR loaf OR buns\) after:/).first()).toBeVisible()

  await place(page, /^goals/i).click()
  await card.getByRole('button', { name: 'Remove Bread talk' }).click()
  await expect(card).toHaveCount(0)
  await page.keyboard.press('z')
  await expect(card).toBeVisible()
  expect(session.errors).toEqual([])
})
