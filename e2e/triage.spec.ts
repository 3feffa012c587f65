import { expect, test } from '@playwright/test'
import { goTo, launch, row, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

/** The name of the row that is selected. */
async function selected(): Promise<string> {
  const name = await session.page.locator('[role=option][data-selected]').getAttribute('id')
  return name ?? ''
}

async function laneCount(name: RegExp): Promise<number> {
  const text = await session.page.getByRole('navigation').getByRole('button', { name }).first().innerText()
  return Number(/(\d+)/.exec(text.replace(/^\D+/, ''))?.[1] ?? Number.NaN)
}

test('e takes the conversation off the lane and goes on to the next; z brings it back', async () => {
  const { page } = session
  await rows(page).first().click()
  const first = await selected()
  const count = await laneCount(/needs an answer/i)
  await page.keyboard.press('e')
  await expect(page.locator(`#${first}`)).toHaveCount(0)
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count - 1)
  await expect.poll(selected).not.toBe(first)
  await page.keyboard.press('z')
  await expect(page.locator(`#${first}`)).toHaveCount(1)
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count)
})

test('a batch is done and undone as one', async () => {
  const { page } = session
  await rows(page).first().click()
  const count = await laneCount(/needs an answer/i)
  await page.keyboard.press('x')
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('Shift+J')
  await page.keyboard.press('e')
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count - 3)
  await page.keyboard.press('z')
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count)
})

test('a held e loses no press', async () => {
  const { page } = session
  await rows(page).first().click()
  const count = await laneCount(/needs an answer/i)
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('e', { delay: 0 })
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count - 5)
  for (let n = 0; n < 5; n += 1) await page.keyboard.press('z', { delay: 0 })
  await expect.poll(() => laneCount(/needs an answer/i)).toBe(count)
})

test('letters pressed while the palette opens are its own, and are no commands', async () => {
  const { page } = session
  await rows(page).first().click()
  const first = await selected()
  const count = await laneCount(/needs an answer/i)
  // Two keys, one task apart, before the window draws again: no press of a real keyboard is faster.
  await page.evaluate(async () => {
    const press = (key: string, ctrlKey = false) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }),
      )
    press('k', true)
    await new Promise<void>((next) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => next(), { once: true })
      port1.start()
      port2.postMessage(undefined)
    })
    press('e')
  })
  await expect(page.getByLabel('Commands', { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Commands', { exact: true })).toHaveCount(0)
  expect(await selected()).toBe(first)
  expect(await laneCount(/needs an answer/i)).toBe(count)
})

test('s saves for later, and the saved lane holds it', async () => {
  const { page } = session
  await rows(page).first().click()
  const id = await selected()
  await page.keyboard.press('s')
  await goTo(page, 'Saved')
  await expect(page.locator(`#${id}`)).toHaveCount(1)
  await page.keyboard.press('z')
  await expect(page.locator(`#${id}`)).toHaveCount(0)
  await goTo(page, 'Needs an answer')
})

test('h snoozes with a choice, the snoozed lane holds it, and reopening brings it back', async () => {
  const { page } = session
  await rows(page).first().click()
  const id = await selected()
  await page.keyboard.press('h')
  await page.keyboard.press('1')
  await expect(page.locator(`#${id}`)).toHaveCount(0)
  await goTo(page, 'Snoozed')
  await page.locator(`#${id}`).click()
  await page.keyboard.press('Shift+E')
  await expect(page.locator(`#${id}`)).toHaveCount(0)
  await page.keyboard.press('1')
  await expect(page.locator(`#${id}`)).toHaveCount(1)
})

test('search finds words wherever they are, and says where a query is wrong', async () => {
  const { page, town } = session
  town.say({ author: 'ana', text: '@crumb A word nobody used before: quincunx.' })
  await page.keyboard.press('/')
  const field = page.getByRole('combobox', { name: /search/i })
  await expect(field).toBeFocused()
  await field.fill('quincunx')
  await expect(async () => {
    await field.press('Enter')
    await expect(row(page, 'quincunx')).toHaveCount(1, { timeout: 2000 })
  }).toPass()
  await page.keyboard.press('/')
  await field.fill('(quincunx')
  await field.press('Enter')
  await expect(page.getByText('This bracket is never closed.')).toBeVisible()
  await field.press('Escape')
  await page.keyboard.press('1')
  expect(session.errors).toEqual([])
})
