import { expect, test } from '@playwright/test'
import { startTown } from '#demo/town'
import { launch, place, row, rows, type Session } from './app.ts'

/** Opens the conversation that holds these words in the lane of everything, and answers it. */
async function answer({ page, town }: Session, words: string, reply: string): Promise<void> {
  await place(page, /everything heard/i).click()
  await expect(rows(page).first()).toBeVisible()
  town.say({ author: 'ana', text: `@crumb ${words}` })
  const fresh = row(page, words)
  const pill = page.getByRole('button', { name: /new/ })
  await expect(pill.or(fresh).first()).toBeVisible()
  if (await pill.isVisible()) await page.keyboard.press('.')
  await fresh.click()
  await page.keyboard.press('r')
  await expect(page.getByRole('textbox', { name: /reply/i })).toBeFocused()
  await page.keyboard.type(reply)
}

test('with the network gone a reply waits, says so, and goes out by itself when it is back', async () => {
  const session = await launch()
  const { page, town } = session
  try {
    await answer(session, 'Is the oven on?', 'Since four in the morning.')
    town.misbehave({ path: '/api/v1/statuses', fault: 'reset', times: 1 })
    await page.keyboard.press('Control+Enter')
    await place(page, /outbox/i).click()
    await expect(page.getByText(/waits|again|try|queued/i).first()).toBeVisible({ timeout: 30_000 })
    // The undo window (8 s) and the first wait (15 s) pass; nobody presses anything.
    const said = () => town.statuses().filter((status) => status.text.includes('Since four in the morning'))
    await expect.poll(() => said().length, { timeout: 60_000 }).toBe(1)
    await expect(page.getByText(/sent/i).first()).toBeVisible()
  } finally {
    await session.close()
  }
})

test('core dies while it sends: it comes back by itself, and the reply is said once', async () => {
  const session = await launch()
  const { page, town, app } = session
  try {
    await answer(session, 'Do you bake on Sundays?', 'Only for the choir.')
    // The town takes the message and keeps its answer back: the worst moment to die.
    town.misbehave({ path: '/api/v1/statuses', fault: 'slow', ms: 600_000, times: 1 })
    await page.keyboard.press('Control+Enter')
    await expect
      .poll(() => town.requests().some((r) => r.method === 'POST' && r.path === '/api/v1/statuses'), {
        timeout: 30_000,
      })
      .toBe(true)
    const pid = await app.evaluate(
      ({ app: electron }) => electron.getAppMetrics().find((metric) => metric.name === 'earshot-core')?.pid,
    )
    expect(pid).toBeGreaterThan(0)
    process.kill(pid ?? 0, 'SIGKILL')
    town.release()
    const said = () => town.statuses().filter((status) => status.text.includes('Only for the choir'))
    await place(page, /outbox/i).click()
    await expect(page.getByText(/sent/i).first()).toBeVisible({ timeout: 60_000 })
    expect(said()).toHaveLength(1)
    await place(page, /everything heard/i).click()
    await expect(rows(page).first()).toBeVisible()
  } finally {
    await session.close()
  }
})

test('a draft survives the end of the program', async () => {
  const town = await startTown({ answers: false })
  const first = await launch({ town })
  await answer(first, 'Can I order by letter?', 'Half a sent')
  await expect(first.page.getByText(/draft saved/i)).toBeVisible()
  await first.app.close()
  const second = await launch({ town, dataFolder: first.dataFolder })
  try {
    await place(second.page, /everything heard/i).click()
    await row(second.page, 'Can I order by letter?').click()
    await expect(second.page.getByRole('textbox', { name: /reply/i })).toHaveValue(/Half a sent$/)
  } finally {
    await second.close()
    await town.close()
  }
})
