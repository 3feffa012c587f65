import AxeBuilder from '@axe-core/playwright'
import Database from 'better-sqlite3'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { dataFileName } from '#core/data-file'
import { closeStore, openStore } from '#core/db/open'
import { writeSettings } from '#core/db/settings'
import { launch, place, row, rows, type Session } from './app.ts'

/** The system's side of banners and tray is listened to from within the shell: what it is asked to show is kept. */
async function listenToDesktop(session: Session): Promise<void> {
  await session.app.evaluate(({ Notification, Tray }) => {
    const seen: { banners: unknown[]; menu: unknown } = { banners: [], menu: undefined }
    Object.assign(globalThis, { seen })
    Notification.isSupported = () => true
    Notification.prototype.show = function show() {
      seen.banners.push(this)
    }
    Tray.prototype.setContextMenu = (menu) => {
      seen.menu = menu
    }
  })
}

/** One value of the store, as another process reads it. */
function stored(dataFolder: string, sql: string, ...params: string[]): unknown {
  const db = new Database(join(dataFolder, dataFileName), { readonly: true })
  try {
    return db
      .prepare(sql)
      .pluck()
      .get(...params)
  } finally {
    db.close()
  }
}

interface Seen {
  banners: (Electron.Notification & { emit(name: string): boolean })[]
  menu: Electron.Menu | null | undefined
}

const banners = (session: Session): Promise<{ title: string; body: string }[]> =>
  session.app.evaluate(() =>
    (Reflect.get(globalThis, 'seen') as Seen).banners.map(({ title, body }) => ({ title, body })),
  )

const click = (session: Session, index: number): Promise<boolean | undefined> =>
  session.app.evaluate(
    (_electron, at) => (Reflect.get(globalThis, 'seen') as Seen).banners[at]?.emit('click'),
    index,
  )

const trayLabels = (session: Session): Promise<string[]> =>
  session.app.evaluate(
    () => (Reflect.get(globalThis, 'seen') as Seen).menu?.items.map(({ label }) => label) ?? [],
  )

async function chooseInTray(session: Session, label: RegExp): Promise<void> {
  await expect.poll(async () => (await trayLabels(session)).some((one) => label.test(one))).toBe(true)
  await session.app.evaluate((_electron, source) => {
    const { menu } = Reflect.get(globalThis, 'seen') as Seen
    menu?.items.find((item) => new RegExp(source).test(item.label))?.click()
  }, label.source)
}

const setWindow = (session: Session, act: 'hide' | 'show'): Promise<void> =>
  session.app.evaluate(({ BrowserWindow }, name) => BrowserWindow.getAllWindows()[0]?.[name](), act)

/** Hides the window, and waits until core knows: what comes before that is seen, and rings rightly not. */
async function hideWindow(session: Session): Promise<void> {
  await setWindow(session, 'hide')
  const absences = 'SELECT count(*) FROM absences WHERE back_ms IS NULL'
  await expect.poll(() => stored(session.dataFolder, absences)).toBe(1)
}

const isInFront = (session: Session): Promise<boolean | undefined> =>
  session.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFocused())

async function violations({ page }: Session): Promise<string[]> {
  // Toasts come and go by their own clock; what they say is read by the window's live region.
  const { violations: found } = await new AxeBuilder({ page })
    .setLegacyMode()
    .exclude('.mantine-Notifications-root')
    .analyze()
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

test('a mention in town rings once, and a click opens its conversation', async () => {
  const session = await launch()
  try {
    const { page, town } = session
    await listenToDesktop(session)
    await hideWindow(session)
    town.say({ author: 'ana', text: '@crumb Is <b>rye</b> left for six?' })
    await expect.poll(() => banners(session)).toHaveLength(1)
    const [banner] = await banners(session)
    expect(banner?.title).toContain('Mastodon')
    expect(banner?.body).toContain('Is ‹b›rye‹/b› left for six?')

    await click(session, 0)
    await expect.poll(() => isInFront(session)).toBe(true)
    await expect(page.getByRole('main').getByText('Is <b>rye</b> left for six?').first()).toBeVisible()

    // The same post comes again with the next poll, and another while the window is in front: nothing rings.
    const asked = (): number =>
      town.requests().filter(({ path }) => path.startsWith('/api/v1/notifications')).length
    const before = asked()
    await page.keyboard.press('Shift+R')
    await expect.poll(asked).toBeGreaterThan(before)
    town.say({ author: 'kwame', text: '@crumb And is there barley?' })
    await place(page, /everything heard/i).click()
    const pill = page.getByRole('button', { name: /new/ })
    await expect(pill.or(row(page, 'And is there barley?')).first()).toBeVisible()
    expect(await banners(session)).toHaveLength(1)
    expect(session.errors).toEqual([])
  } finally {
    await session.close()
  }
})

test('quiet for an hour holds banners, the tray goes on counting, and one banner follows', async () => {
  const session = await launch()
  try {
    const { page, town } = session
    await listenToDesktop(session)
    // In front nothing rings, but the tray counts.
    town.say({ author: 'ana', text: '@crumb First of all.' })
    await chooseInTray(session, /^Quiet for an Hour/)
    await expect.poll(() => trayLabels(session)).toContainEqual(expect.stringMatching(/^Ring Again/))
    const counted = async (): Promise<number> =>
      Number(/(\d+)/.exec((await trayLabels(session))[0] ?? '')?.[1] ?? Number.NaN)
    const before = await counted()
    await hideWindow(session)
    town.say({ author: 'ana', text: '@crumb Held one.' })
    town.say({ author: 'kwame', text: '@crumb Held two.' })
    await expect.poll(counted).toBe(before + 2)
    expect(await banners(session)).toEqual([])

    await chooseInTray(session, /^Ring Again/)
    await expect.poll(() => banners(session)).toHaveLength(1)
    expect((await banners(session))[0]?.title).toBe('2 conversations')
    // It tells of several: a click leads through what was heard.
    await click(session, 0)
    await expect(page.getByRole('heading', { name: 'Catch-up' })).toBeVisible()
    await expect(rows(page)).toHaveCount(2)
    expect(session.errors).toEqual([])
  } finally {
    await session.close()
  }
})

test('after an absence a pass leads through what was heard, to an end whose sums are true', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-away-'))
  const store = openStore(join(dataFolder, dataFileName))
  // Every look elsewhere is an absence here, so that none has to be waited for.
  writeSettings(store, { awayMs: 0 })
  closeStore(store)
  const session = await launch({ dataFolder })
  try {
    const { page, town } = session
    await hideWindow(session)
    const ofText = 'SELECT count(*) FROM items WHERE text = ?'
    for (const [author, text] of [
      ['ana', '@crumb One: open on Sunday?'],
      ['kwame', '@crumb Two: thank you for the bread.'],
      ['ana', '@crumb Three: do you ship?'],
      ['kwame', '@crumb Four: lovely shop.'],
    ] as const)
      town.say({ author, text })
    // Heard while nobody looks: what comes after the return is no part of the absence.
    for (const text of [
      'One: open on Sunday?',
      'Two: thank you for the bread.',
      'Three: do you ship?',
      'Four: lovely shop.',
    ])
      await expect.poll(() => stored(dataFolder, ofText, `@crumb ${text}`), { timeout: 60_000 }).toBe(1)
    await setWindow(session, 'show')
    await expect(page.getByText(/^4 heard since/)).toBeVisible()
    await expect(page.getByRole('button', { name: /^Catch up/ })).toBeVisible()

    await page.keyboard.press('g')
    await page.keyboard.press('u')
    const head = page.getByText(/^Since .* of 4$/)
    await expect(head).toHaveText(/· 1 of 4$/)
    await expect(rows(page)).toHaveCount(4)
    await expect(rows(page).first()).toContainText('One: open on Sunday?')
    // What comes later is no part of it.
    town.say({ author: 'ana', text: '@crumb Later: too late for this pass.' })

    await page.keyboard.press('e')
    await expect(head).toHaveText(/· 2 of 4$/)
    await expect(rows(page).first()).toContainText('done')
    await page.keyboard.press('z')
    await expect(head).toHaveText(/· 1 of 4$/)
    await page.keyboard.press('e')
    await page.keyboard.press('j')
    await expect(head).toHaveText(/· 3 of 4$/)
    expect(await violations(session), 'in the middle').toEqual([])

    await page.keyboard.press('r')
    await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
    await page.keyboard.type('Not yet, but soon.')
    await page.keyboard.press('Control+Shift+Enter')
    await expect(head).toHaveText(/· 4 of 4$/)
    await page.keyboard.press('j')
    const end = page.getByRole('region', { name: 'That’s all' })
    await expect(end).toBeVisible()
    const sums = end.locator('dl > div')
    await expect(sums).toHaveText([/heard\s*4/, /answered\s*1/, /settled\s*1/, /left open\s*2/])
    expect(await violations(session), 'at the end').toEqual([])

    // Up goes back to the last one; the end comes again, with what was done since.
    await page.keyboard.press('k')
    await expect(end).toHaveCount(0)
    await page.keyboard.press('e')
    await expect(sums).toHaveText([/heard\s*4/, /answered\s*1/, /settled\s*2/, /left open\s*1/])

    await page.keyboard.press('Enter')
    await expect(place(page, /needs an answer/i)).toHaveAttribute('aria-current', 'page')
    await expect(page.getByRole('button', { name: /^Catch up/ })).toHaveCount(0)
    await page.keyboard.press('g')
    await page.keyboard.press('u')
    await expect(rows(page)).toHaveText([/Later: too late for this pass/])
    expect(session.errors).toEqual([])
  } finally {
    await session.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('a stream is made loud where it is edited, and quiet hours are kept', async () => {
  const session = await launch()
  try {
    const { page } = session
    await page.keyboard.press('g')
    await page.keyboard.press('k')
    await page.getByRole('button', { name: /^Edit … #townmarket/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('How loud').selectOption('banner')
    await dialog.getByRole('button', { name: 'Keep' }).click()
    await expect(dialog).toHaveCount(0)
    await expect(page.getByRole('article', { name: '#townmarket' })).toContainText('· banner')

    await page.keyboard.press('g')
    await page.keyboard.press(',')
    const part = page.getByRole('region', { name: 'Asking for attention' })
    await part.getByLabel('Keep banners back at certain hours').click()
    await part.getByLabel('From').fill('21:30')
    await part.getByLabel('Until').fill('06:15')
    await part.getByText('Sun', { exact: true }).click()
    await expect(part).toContainText(/No banner from (21:30|09:30 PM) until 06:15( AM)? on the next day/)
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violations(session), colorScheme).toEqual([])
    }
    await page.keyboard.press('g')
    await page.keyboard.press('i')
    await page.keyboard.press('g')
    await page.keyboard.press(',')
    await expect(part.getByLabel('From')).toHaveValue('21:30')
    await expect(part.getByLabel('Sunday')).not.toBeChecked()
    await expect(part.getByLabel('Monday')).toBeChecked()
    expect(session.errors).toEqual([])
  } finally {
    await session.close()
  }
})
