import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test, type Locator } from '@playwright/test'
import { zipOf } from '#core/archives/testing/make-archives'
import { launch, row, rows, type Session } from './app.ts'

/** Posts in the archive: enough for a pause to come in between. */
const many = 3_000

let session: Session
let folder: string
let archive: string
let exported: string

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'earshot-e2e-archives-'))
  archive = join(folder, 'takeout-20190301.zip')
  exported = join(folder, 'saved.jsonl')
  writeFileSync(archive, takeout())
  session = await launch()
})
test.afterAll(async () => {
  await session.close()
  rmSync(folder, { recursive: true, force: true })
})

const crumb = {
  displayName: 'Crumb & Crust',
  resourceName: 'users/1',
  profilePageUrl: 'https://plus.google.com/1',
}
const ana = {
  displayName: 'Ana Miller',
  resourceName: 'users/2',
  profilePageUrl: 'https://plus.google.com/2',
}

function takeout(): Buffer {
  const posts = Array.from({ length: many }, (_, n) => [
    `Takeout/Google+ Stream/Posts/post ${String(n)}.json`,
    JSON.stringify({
      url: `https://plus.google.com/1/posts/P${String(n)}`,
      creationTime: `2013-0${String(1 + (n % 9))}-11 08:${String(n % 60).padStart(2, '0')}:00+0000`,
      author: crumb,
      content: n === 7 ? 'The <b>quince tart</b> is back' : `Bread of the day ${String(n)}`,
      comments:
        n === 7
          ? [
              {
                creationTime: '2013-08-11 09:00:00+0000',
                author: ana,
                content: 'Is it the one with walnuts?',
              },
            ]
          : [],
    }),
  ])
  return zipOf({ ...Object.fromEntries(posts), 'Takeout/Google+ Stream/Posts/broken.json': '{"url":' })
}

/** The next dialogs of the system answer as a user would. */
async function answerDialogs(): Promise<void> {
  await session.app.evaluate(
    ({ dialog }, paths) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [paths.archive] })
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: paths.exported })
    },
    { archive, exported },
  )
}

async function search(words: string): Promise<void> {
  const { page } = session
  await page.keyboard.press('/')
  await page.getByRole('combobox', { name: /search in everything/i }).fill(words)
  await page.keyboard.press('Enter')
}

async function accessible(): Promise<void> {
  const { page } = session
  // What was said before fades first, for it stands beside every landmark.
  await expect(page.locator('.mantine-Notification-root')).toHaveCount(0)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
}

const card = (): Locator => session.page.getByRole('article', { name: 'takeout-20190301.zip' })

test('an archive is chosen, looked at and imported by keyboard; a pause holds it', async () => {
  const { page } = session
  await answerDialogs()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('import an archive')
  await page.keyboard.press('Enter')
  const plan = page.getByRole('region', { name: 'Import Google+ from Google Takeout?' })
  await expect(plan.getByText('takeout-20190301.zip')).toBeVisible()
  await expect(plan.getByText(/zip, 3,001 files/)).toBeVisible()
  await expect(plan.getByRole('listitem')).toHaveCount(3)
  // Nothing was stored by looking.
  await expect(page.getByText('Nothing was imported yet.')).toBeVisible()
  await expect(plan.getByRole('button', { name: 'Import' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(card().getByText(/Importing: [1-9]/)).toBeVisible()
  await card().getByRole('button', { name: 'Pause' }).click()
  await expect(card().getByText('Paused')).toBeVisible()
  const paused = await card().locator('p').filter({ hasText: 'Paused' }).innerText()
  expect(Number(/: ([\d,]+) added/.exec(paused)?.[1]?.replaceAll(',', ''))).toBeLessThan(many)
  await accessible()
  // The button that held it goes on with it, under the same finger.
  await expect(card().getByRole('button', { name: 'Go on' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(card().getByText('Imported: 3,001 added, 1 not understood')).toBeVisible({ timeout: 60_000 })
})

test('what was not understood is told with its file', async () => {
  await card().getByText('What was not understood').click()
  await expect(
    card().getByRole('row', { name: /broken\.json the file it is no post of Google\+/ }),
  ).toBeVisible()
  await accessible()
})

test('the past is found by searching and opens as a conversation, and no list of what is open has it', async () => {
  const { page } = session
  await card().getByRole('button', { name: 'Look into Google+' }).click()
  await expect(rows(page).first()).toBeVisible()
  await search('quince tart')
  await row(page, 'walnuts').or(row(page, 'quince')).first().click()
  const conversation = page.getByRole('region', { name: 'Conversation', exact: true })
  await expect(conversation.getByText('Is it the one with walnuts?')).toBeVisible()
  await expect(conversation.getByText('The quince tart is back').last()).toBeVisible()
  await expect(conversation.getByText(/Google\+ was closed in April 2019/).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(rows(page).first()).toBeVisible()
  await expect(row(page, 'Ana Miller')).toHaveCount(0)
})

test('what a query finds is exported, one item on each line', async () => {
  const { page } = session
  await page.keyboard.press('g')
  await page.keyboard.press('v')
  await page.getByLabel('Only what this query finds').fill('walnuts')
  await page.keyboard.press('Enter')
  await expect(page.getByText(/^1 item in/)).toBeVisible()
  const [line = '', ...rest] = readFileSync(exported, 'utf8').trimEnd().split('\n')
  expect(rest).toEqual([])
  expect(JSON.parse(line)).toMatchObject({
    network: 'google-plus',
    text: 'Is it the one with walnuts?',
    parentRemoteId: 'posts/P7',
    author: { name: 'Ana Miller' },
  })
})

test('an undo takes out what the import added, and nothing else', async () => {
  const { page } = session
  await card().getByRole('button', { name: 'Undo …' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click()
  await expect(card().getByText('Taken out: 3,001 taken out')).toBeVisible({ timeout: 60_000 })
  await page.keyboard.press('g')
  await page.keyboard.press('i')
  await expect(rows(page).first()).toBeVisible()
  await search('quince tart')
  await expect(rows(page)).toHaveCount(0)
  expect(session.errors).toEqual([])
})
