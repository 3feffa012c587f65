import { expect, test } from '@playwright/test'
import { launch, place, row, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

test('somebody speaks in town, is heard live, read, answered, and the answer appears in town', async () => {
  const { page, town } = session
  // Newest first, so that what comes is at the top.
  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  town.say({ author: 'ana', text: '@crumb Do you keep a rye loaf until six tonight?' })
  // What is new waits behind the pill, or lies in view where the list has room: nothing jumps.
  const pill = page.getByRole('button', { name: /new/ })
  const fresh = row(page, 'Do you keep a rye loaf')
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await expect(fresh).toBeVisible()

  await fresh.click()
  await page.keyboard.press('Enter')
  const thread = page.getByRole('main')
  await expect(thread.getByText('Do you keep a rye loaf until six tonight?').first()).toBeVisible()

  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  await expect(box).toHaveValue(/@ana/)
  await page.keyboard.type('We will put one aside. Until six!')
  await page.keyboard.press('Control+Shift+Enter')
  await expect(fresh).toHaveCount(0)

  // The undo window passes, then it is in town, once.
  const said = () => town.statuses().filter((status) => status.text.includes('We will put one aside'))
  await expect.poll(() => said().length, { timeout: 30_000 }).toBe(1)
  expect(said()[0]).toMatchObject({ visibility: 'public' })
  expect(session.errors).toEqual([])
})

test('a reply begun in the same frame as its conversation is opened keeps the focus', async () => {
  const { page } = session
  await rows(page).first().click()
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeVisible()
  // Both keys and every letter's chance to go astray before the window draws again, and a frame after it did.
  await page.evaluate(async () => {
    for (const key of ['Enter', 'r']) {
      const target = document.activeElement ?? document.body
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
    for (const _ of [1, 2]) await new Promise((drawn) => requestAnimationFrame(drawn))
  })
  await expect(box).toBeFocused()
  await page.keyboard.press('Escape')
})

test('letters typed into the reply are letters, and Esc keeps the draft', async () => {
  const { page } = session
  await rows(page).first().click()
  await page.keyboard.press('r')
  const box = page.getByRole('textbox', { name: /reply/i })
  await expect(box).toBeFocused()
  const before = await rows(page).count()
  await page.keyboard.type(' jeeesxhz')
  await expect(box).toHaveValue(/jeeesxhz$/)
  expect(await rows(page).count()).toBe(before)
  await page.keyboard.press('Escape')
  await expect(box).not.toBeFocused()
  await expect(page.getByText(/draft saved/i)).toBeVisible()
})
