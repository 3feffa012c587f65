import { expect, type Page } from '@playwright/test'
import type { Town } from '#demo/town'
import { launchApp, startQuietTown, type App } from './app.ts'

/** The real app, signed in to a town of its own, with its first sync in the list. */
export interface Session {
  app: App
  page: Page
  town: Town
  /** What the window logged as errors. */
  errors: string[]
  close(): Promise<void>
}

/** Starts a town and the app in it. `town` or `dataFolder` of an earlier session are used again and left to it. */
export async function startSession(
  given: { town?: Town; dataFolder?: string; everything?: boolean } = {},
): Promise<Session> {
  const town = given.town ?? (await startQuietTown({ answers: false }))
  const app = await launchApp({ ...given, town })
  const page = app.window
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text())
  })
  await expect(rows(page).first()).toBeVisible({ timeout: 60_000 })
  return {
    app,
    page,
    town,
    errors,
    async close() {
      await (given.dataFolder === undefined ? app.remove() : app.close())
      if (given.town === undefined) await town.close()
    },
  }
}

/** Rows of the list, as a screen reader finds them. */
export function rows(page: Page) {
  return page.locator('[role=option][data-conversation]')
}

/** The row whose words or name contain this. */
export function row(page: Page, text: string) {
  return rows(page).filter({ hasText: text })
}

/** A lane or stream of the sidebar. */
export function place(page: Page, name: RegExp) {
  return page.getByRole('navigation').getByRole('button', { name }).first()
}
