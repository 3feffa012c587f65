import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { elsewhere } from '#demo/elsewhere'
import { startTown } from '#demo/town'
import { launch, place, row, rows, type Session } from '../e2e/app.ts'
import { ensureBuilt } from './build.ts'
import { root } from './process.ts'

/** Takes the pictures of the README from the real window; run it under `npm run e2e`'s display rules (xvfb-run without a screen). */
const folder = join(root, 'docs/screenshots')

async function shoot(
  { app, page }: Session,
  name: string,
  scheme: 'light' | 'dark',
  width = 1400,
  height = 900,
): Promise<void> {
  await app.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
    { width, height },
  )
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' })
  await page.waitForTimeout(700)
  await page.screenshot({ path: join(folder, `${name}-${scheme}.png`) })
  console.log(`${name}-${scheme}.png`)
}

mkdirSync(folder, { recursive: true })
await ensureBuilt()
const first = await launch({ signedIn: false })
await first.page.getByRole('heading', { name: /listen without an account/i }).waitFor()
await shoot(first, 'onboarding', 'light', 1280, 800)
await shoot(first, 'onboarding', 'dark', 1280, 800)
await first.close()

const town = await startTown({ answers: false })
const session = await launch({ town, settle: elsewhere })
const { page } = session
await place(page, /everything heard/i).click()
await rows(page).first().waitFor()
const thread = row(page, 'Choir on Thursday')
await ((await thread.count()) > 0 ? thread.first() : rows(page).nth(2)).click()
await shoot(session, 'inbox', 'light')
await shoot(session, 'inbox', 'dark')
await shoot(session, 'wide', 'dark', 2560, 1440)
await page.keyboard.press('?')
await shoot(session, 'help', 'light')
await page.keyboard.press('Escape')
await page.keyboard.press('Control+k')
await shoot(session, 'palette', 'dark')
await page.keyboard.press('Escape')
for (const [name, label] of [
  ['accounts', /accounts/i],
  ['settings', /settings/i],
  ['outbox', /outbox/i],
] as const) {
  await place(page, label).click()
  await shoot(session, name, 'light')
  await shoot(session, name, 'dark')
}
await place(page, /needs an answer/i).click()
town.misbehave({ path: '/api/v1/notifications', fault: 401, times: 1 })
await page.keyboard.press('Shift+R')
await page
  .getByText(/signed out/i)
  .first()
  .waitFor()
await shoot(session, 'health', 'light')
await session.close()
await town.close()
process.exit(0)
