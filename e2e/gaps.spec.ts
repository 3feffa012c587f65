import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'
import { createCore } from '#core/core'
import { systemClock } from '#core/clock'
import { dataFileName } from '#core/data-file'
import { network as mastodon } from '#core/networks/mastodon/index'
import { createFetch, openSocket } from '#core/networks/outside'
import { openVault } from '#core/vault'
import { startTown, type Town } from '#demo/town'
import { expectNew, launch, place } from './app.ts'

const hour = 3_600_000

/** What Earshot had heard when the machine was shut some hours ago: the very core, with its clock set back. */
async function heardBefore(town: Town, dataFolder: string, agoMs: number): Promise<void> {
  const fetch = createFetch({ allowLoopback: true })
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const core = createCore(
    {
      dbFile: join(dataFolder, dataFileName),
      clock: { now: () => Date.now() - agoMs, after: (ms, wake) => systemClock.after(ms, wake) },
      fetch,
      openSocket,
      vault: openVault({ dataFolder, keyring: 'none', opened: [], onPlain: () => {} }),
      networks: new Map([['mastodon', mastodon]]),
      log: silent,
      newId: () => randomUUID(),
      random: () => Math.random(),
      version: 'before',
      listenForRedirect: () => Promise.reject(new Error('no browser')),
    },
    { live: false },
  )
  const { handlers } = core
  await handlers['settings.set']({ fileKeyConsent: true })
  const account = await handlers['accounts.signIn']({
    network: 'mastodon',
    host: town.url,
    fields: { token: town.account.token },
  })
  await handlers['streams.add']({
    network: 'mastodon',
    kind: 'hashtag',
    accountId: account.id,
    config: { tag: 'flood' },
  })
  await core.settle()
  await core.stop()
  await fetch.close()
}

test('hours in which the town was out of reach: said, caught up with, the hole drawn and filled', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-gaps-'))
  const town = await startTown({ answers: false, written: false })
  try {
    const startMs = Date.now()
    town.setNow(startMs - 9 * hour)
    town.say({ author: 'ana', text: '@crumb Is the rye in already?' })
    await heardBefore(town, dataFolder, 8 * hour)
    // While the machine was shut much was said: more than one look back takes in.
    const posts = 420
    for (let n = 0; n < posts; n += 1) {
      town.setNow(startMs - 7 * hour + (n * 6 * hour) / posts)
      town.say({ author: 'kwame', text: `#flood the cellar, part ${n}` })
    }
    town.setNow(Date.now())

    town.misbehave({ path: '/api/', fault: 'reset' })
    const session = await launch({ town, dataFolder })
    const { page } = session
    try {
      const line = page.getByRole('region', { name: 'Health' })
      await expect(line).toContainText('has not answered for 8 h')
      town.behave()
      await line.getByRole('button', { name: 'Retry now' }).click()

      await place(page, /^streams/i).click()
      const card = page.getByRole('article', { name: '#flood' })
      const hole = card.getByRole('button', { name: /but for 1 hole/ })
      await expect(hole).toBeVisible()
      // By keyboard, as somebody without a mouse gets there.
      await hole.focus()
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Tab')
      await expect(page.getByRole('tooltip')).toContainText(/being filled\. More had come than one look back/)
      await expect(line).toContainText('and is being asked for it')

      // Filled step by step: everything that was said is here, and nothing is missing any more.
      await expect(card.getByRole('img', { name: /without a hole/ })).toBeVisible({ timeout: 90_000 })
      await expect(card).toContainText(`${posts} heard`)
      await expect(page.getByRole('contentinfo')).toContainText(/Caught up to /)
      await expect(line.getByRole('alert')).toHaveCount(0)
      expect(session.errors).toEqual([])
    } finally {
      await session.close()
    }
  } finally {
    await town.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('a signed-out stream is said at the top, and repaired from there', async () => {
  const session = await launch()
  const { page, town } = session
  try {
    town.misbehave({ path: '/api/v1/notifications', fault: 401 })
    await page.keyboard.press('Shift+R')
    const line = page.getByRole('region', { name: 'Health' })
    await expect(line.getByRole('alert')).toContainText(/signed out.*not heard yet/)
    // The stream itself says it too, in the sidebar and where it is kept.
    const inSidebar = place(page, /mentions of @crumb/i)
    await expect(inSidebar).toContainText('signed out')
    await place(page, /^streams/i).click()
    const card = page.getByRole('article', { name: /^mentions of @crumb/i })
    await expect(card).toContainText(/signed out/i)
    // What is said meanwhile is not heard, and is not claimed to be.
    town.say({ author: 'ivy', text: '@crumb Anybody behind the counter?' })
    town.behave()
    await line.getByRole('button', { name: 'Sign in again' }).click()
    const form = page.getByRole('dialog')
    await form.getByRole('button', { name: /paste a token/i }).click()
    await form.getByLabel(/access token/i).fill(town.account.token)
    await form.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(form).toHaveCount(0)
    await expect(line.getByRole('alert')).toHaveCount(0)
    await expect(inSidebar).not.toContainText('signed out')
    await place(page, /^streams/i).click()
    await expect(card).toContainText(/caught up to /)
    await expect(card).not.toContainText(/signed out/i)
    // It hears again, what was said in between as well.
    town.say({ author: 'ana', text: '@crumb Are you back with us?' })
    await place(page, /everything heard/i).click()
    await expectNew(page, 'Are you back with us?')
    await expectNew(page, 'Anybody behind the counter?')
    expect(session.errors).toEqual([])
  } finally {
    await session.close()
  }
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the screen of the streams is accessible, ${colorScheme}`, async () => {
    const session = await launch()
    try {
      await session.page.emulateMedia({ colorScheme })
      await place(session.page, /^streams/i).click()
      await expect(session.page.getByRole('img', { name: /the last 7 days/i }).first()).toBeVisible()
      const { violations } = await new AxeBuilder({ page: session.page }).setLegacyMode().analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.join(' ')).join(', ')}`),
      ).toEqual([])
    } finally {
      await session.close()
    }
  })
}
