import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { launch, place, rows, type Session } from './app.ts'

/** axe finds nothing on any screen, in either theme. */
async function violations(session: Session): Promise<string[]> {
  const { violations: found } = await new AxeBuilder({ page: session.page }).setLegacyMode().analyze()
  return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(', ')}`)
}

let session: Session
test.beforeAll(async () => {
  session = await launch()
})
test.afterAll(() => session.close())

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the screens are accessible, ${colorScheme}`, async () => {
    const { page } = session
    await page.emulateMedia({ colorScheme })
    await place(page, /needs an answer/i).click()
    await rows(page).first().click()
    await expect(page.getByRole('textbox', { name: /reply/i })).toBeVisible()
    await expect(page.getByRole('article').getByRole('img', { name: 'Reply here' }).first()).toBeVisible()
    expect(await violations(session), 'inbox').toEqual([])
    // Rows that cannot be answered here say so.
    await place(page, /the stone mill/i).click()
    await expect(
      rows(page)
        .getByRole('img', { name: /^Replies open in the browser: / })
        .first(),
    ).toBeVisible()
    expect(await violations(session), 'a feed').toEqual([])
    for (const screen of [/outbox/i, /goals/i, /accounts/i, /settings/i]) {
      await place(page, screen).click()
      await expect(page.getByRole('main')).toBeVisible()
      expect(await violations(session), String(screen)).toEqual([])
    }
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toBeVisible()
    expect(await violations(session), 'help').toEqual([])
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  })
}

test('the first launch is accessible, and offers two ways in', async () => {
  const first = await launch({ signedIn: false })
  try {
    await expect(first.page.getByRole('heading', { name: /listen without an account/i })).toBeVisible()
    await expect(first.page.getByRole('heading', { name: /sign in/i })).toBeVisible()
    expect(await violations(first)).toEqual([])
  } finally {
    await first.close()
  }
})

test('Tab is never captured: it walks through the window', async () => {
  const { page } = session
  await place(page, /needs an answer/i).click()
  const seen = new Set<string>()
  for (let n = 0; n < 25; n += 1) {
    await page.keyboard.press('Tab')
    seen.add(
      await page.evaluate(
        () =>
          `${document.activeElement?.tagName ?? ''} ${document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.slice(0, 30) ?? ''}`,
      ),
    )
  }
  expect(seen.size).toBeGreaterThan(8)
})
