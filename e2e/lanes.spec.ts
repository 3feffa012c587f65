import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { launch, place, row, rows, type Session } from './app.ts'

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

const field = () => session.page.getByRole('combobox', { name: /search in everything/i })
const list = () => session.page.getByRole('listbox', { name: 'Completions' })
const toast = () => session.page.locator('.mantine-Notification-root')

async function accessible(what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: session.page }).setLegacyMode().analyze()
  expect(
    violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`),
    what,
  ).toEqual([])
}

test('a query is completed by keyboard, and Tab is never taken', async () => {
  const { page } = session
  await page.keyboard.press('/')
  await expect(field()).toBeFocused()
  await page.keyboard.type('is:que')
  await expect(list().getByRole('option', { name: /^question/ })).toBeVisible()
  await accessible('the list of completions')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(field()).toHaveValue('is:question ')
  await expect(list()).toHaveCount(0)
  await page.keyboard.type('-is:do')
  await page.keyboard.press('ArrowRight')
  await expect(field()).toHaveValue('is:question -is:done ')
  await expect(
    page.getByText('Finds items that ask something; not in conversations that are done'),
  ).toBeVisible()
  // Undo is the field's own, over what was completed as over what was typed.
  await page.keyboard.press('Control+z')
  await expect(field()).toHaveValue('is:question -is:do')
  await page.keyboard.press('Control+Shift+z')
  await expect(field()).toHaveValue('is:question -is:done ')
  await expect(page.getByText(/\d+ found/)).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(field()).not.toBeFocused()
  await page.keyboard.press('/')
  await page.keyboard.press('Enter')
  await expect(rows(page).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /keep as a lane/i })).toBeVisible()
})

test('Esc closes the list first and leaves the search second', async () => {
  const { page } = session
  await page.keyboard.press('/')
  await field().fill('')
  await page.keyboard.type('has:')
  await expect(list()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list()).toHaveCount(0)
  await expect(field()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(field()).toHaveCount(0)
})

test('input methods, pasted lines and either direction are the field’s own', async () => {
  const { page } = session
  await page.keyboard.press('/')
  await field().fill('')
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('Input.imeSetComposition', { text: 'ぱn', selectionStart: 2, selectionEnd: 2 })
  await expect(field()).toHaveValue('ぱn')
  await cdp.send('Input.insertText', { text: 'パン' })
  await expect(field()).toHaveValue('パン')
  await page.keyboard.press('Control+z')
  await expect(field()).toHaveValue('')
  await session.app.evaluate(({ clipboard }) => clipboard.writeText('late\n  parcel\r\nrefund'))
  await page.keyboard.press('Control+v')
  await expect(field()).toHaveValue('late parcel refund')
  // Forward is to the left where the query runs that way.
  await field().fill('')
  await page.keyboard.type('לחם is:que')
  await page.keyboard.press('ArrowLeft')
  await expect(field()).toHaveValue('לחם is:question ')
  await page.keyboard.press('Escape')
})

test('what is wrong is told where it stands, and mended by one key', async () => {
  const { page } = session
  await page.keyboard.press('/')
  await page.keyboard.type('form:@ana bread')
  await page.keyboard.press('Enter')
  await expect(page.getByText('There is no field "form:".')).toBeVisible()
  await expect(field()).toHaveAttribute('aria-invalid', 'true')
  await accessible('an error')
  await page.keyboard.press('Control+.')
  await expect(field()).toHaveValue('from:@ana bread')
  await expect(page.getByText('There is no field "form:".')).toHaveCount(0)
  await field().fill('(bread')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /^write \)/i }).click()
  await expect(field()).toHaveValue('(bread)')
  await page.keyboard.press('Escape')
})

test('a search is kept as a lane; a row leaves it when it is done; it is removed and comes back', async () => {
  const { page, town } = session
  town.say({ author: 'ana', text: '@crumb Is the quincunx loaf back?' })
  town.say({ author: 'kwame', text: '@crumb I would like a quincunx as well.' })
  await page.keyboard.press('/')
  await page.keyboard.type('quincunx is:open')
  await expect(async () => {
    await field().press('Enter')
    await expect(rows(page)).toHaveCount(2, { timeout: 2000 })
    await page.keyboard.press('/')
  }).toPass()
  await page.keyboard.press('Enter')
  // The words that were looked for are marked in the rows and in the thread.
  await expect(row(page, 'quincunx').first().locator('mark')).toHaveText('quincunx')
  await expect(page.getByRole('region', { name: 'Thread' }).locator('mark').first()).toHaveText('quincunx')

  await page.keyboard.press('Control+s')
  const dialog = page.getByRole('dialog', { name: 'New lane' })
  await expect(dialog.getByText('2 found')).toBeVisible()
  await accessible('the lane dialog')
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Quincunxes')
  await page.keyboard.press('Enter')
  await expect(place(page, /^quincunxes\s*2$/i)).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('heading', { name: 'Quincunxes' })).toBeVisible()
  await accessible('an own lane')

  await rows(page).first().click()
  const gone = await page.locator('[role=option][data-selected]').getAttribute('id')
  await page.keyboard.press('e')
  await expect(page.locator(`#${gone ?? ''}`)).toHaveCount(0)
  await expect(rows(page)).toHaveCount(1)
  await expect(page.locator('[role=option][data-selected]')).toHaveCount(1)
  await expect(place(page, /^quincunxes\s*1$/i)).toBeVisible()
  await page.keyboard.press('z')
  await expect(rows(page)).toHaveCount(2)
  await expect(place(page, /^quincunxes\s*2$/i)).toBeVisible()

  await page.keyboard.press('g')
  await page.keyboard.press('l')
  await page.getByRole('button', { name: 'Remove lane' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(place(page, /^quincunxes/i)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: 'Needs an answer' })).toBeVisible()
  await toast().getByRole('button', { name: /undo/i }).click()
  await expect(place(page, /^quincunxes\s*2$/i)).toBeVisible()
})

test('lanes of one’s own have keys, and are moved by Alt and arrows', async () => {
  const { page } = session
  await page.getByRole('button', { name: 'New lane …' }).click()
  const dialog = page.getByRole('dialog', { name: 'New lane' })
  await dialog.getByRole('combobox', { name: 'What it holds' }).fill('is:saved')
  await dialog.getByRole('button', { name: 'Add lane' }).click()
  const names = () => page.getByRole('list', { name: 'Your lanes' }).getByRole('button').allInnerTexts()
  await expect
    .poll(async () => (await names()).map((text) => text.split('\n')[0]))
    .toEqual(['Quincunxes', 'is:saved'])
  await page.keyboard.press('g')
  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'Quincunxes' })).toBeVisible()
  await page.keyboard.press(']')
  await expect(page.getByRole('heading', { name: 'is:saved' })).toBeVisible()
  await page.keyboard.press('[')
  await expect(page.getByRole('heading', { name: 'Quincunxes' })).toBeVisible()
  await page.keyboard.press('Alt+ArrowDown')
  await expect
    .poll(async () => (await names()).map((text) => text.split('\n')[0]))
    .toEqual(['is:saved', 'Quincunxes'])
  await page.keyboard.press('z')
  await expect
    .poll(async () => (await names()).map((text) => text.split('\n')[0]))
    .toEqual(['Quincunxes', 'is:saved'])
})

test('what was searched for is offered again until it is forgotten', async () => {
  const { page } = session
  await page.keyboard.press('1')
  await page.keyboard.press('/')
  const recent = page.getByRole('listbox', { name: 'Recent searches' })
  await expect(recent.getByRole('option', { name: /quincunx is:open/ })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 found', { exact: true })).toBeVisible()
  await page.keyboard.press('/')
  await field().fill('')
  await recent.getByRole('option', { name: 'Forget these searches' }).click()
  await expect(recent).toHaveCount(0)
  await page.keyboard.press('Escape')
  expect(session.errors).toEqual([])
})
