import { expect, test } from '@playwright/test'
import { launch, place, row, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

test('Shift+L likes a post at its network and takes that back, z undoes it, and a plain l likes nothing', async () => {
  const { page, town } = session
  await place(page, /everything heard/i).click()
  const id = town.say({ author: 'ana', text: '@crumb The walnut loaf sang when I cut it.' })
  const isLiked = () => town.statuses().find((one) => one.id === id)?.liked
  const fresh = row(page, 'The walnut loaf sang')
  const pill = page.getByRole('button', { name: /new/ })
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await fresh.click()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText('The walnut loaf sang').first()).toBeVisible()
  const chip = conversation.getByText('liked', { exact: true })

  await page.keyboard.press('l')
  await page.keyboard.press('Escape')
  expect(isLiked()).toBe(false)

  await page.keyboard.press('Shift+L')
  await expect(chip).toBeVisible()
  expect(isLiked()).toBe(true)
  await page.keyboard.press('z')
  await expect(chip).toHaveCount(0)
  expect(isLiked()).toBe(false)

  await page.keyboard.press('Shift+L')
  await expect(chip).toBeVisible()
  await page.keyboard.press('Shift+L')
  await expect(chip).toHaveCount(0)
  expect(isLiked()).toBe(false)
})

test('what the network refuses is said, and nothing is shown as done', async () => {
  const { page, town } = session
  town.misbehave({ path: '/api/v1/statuses/', method: 'POST', fault: 403, times: 1 })
  await page.keyboard.press('Shift+L')
  await expect(page.locator('bdi').filter({ hasText: 'lacks write:favourites' })).toBeVisible()
  const conversation = page.getByRole('region', { name: 'Conversation' })
  await expect(conversation.getByText('liked', { exact: true })).toHaveCount(0)
  expect(session.errors).toEqual([])
})
