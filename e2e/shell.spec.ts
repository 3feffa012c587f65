import { expect, test } from '@playwright/test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeDataLock } from '#core/data-lock'
import { launch, rows, type Session } from './app.ts'

/** What the shell does when something ends that should not. */

function corePid(session: Session): Promise<number | undefined> {
  return session.app.evaluate(
    ({ app }) =>
      app.getAppMetrics().find(({ name, serviceName }) => [name, serviceName].includes('earshot-core'))?.pid,
  )
}

test('core is killed: it comes back by itself, with everything it had heard', async () => {
  const session = await launch()
  try {
    const before = await corePid(session)
    expect(before).toBeGreaterThan(0)
    process.kill(before ?? 0, 'SIGKILL')
    await expect.poll(() => corePid(session)).not.toBe(before)
    await expect.poll(() => corePid(session)).toBeGreaterThan(0)
    // The window works on a fresh port: an act is stored and its row goes.
    const first = rows(session.page).first()
    const id = await first.getAttribute('id')
    await expect(async () => {
      await first.click()
      await session.page.keyboard.press('e')
      await expect(session.page.locator(`#${id ?? ''}`)).toHaveCount(0, { timeout: 1000 })
    }).toPass()
    expect(readFileSync(join(session.dataFolder, 'logs', 'window.log'), 'utf8')).toContain('core ended')
  } finally {
    await session.close()
  }
})

test('the page crashes: it is loaded again and shows what it showed', async () => {
  const session = await launch()
  try {
    await session.app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
    })
    const log = join(session.dataFolder, 'logs', 'window.log')
    await expect
      .poll(() => readFileSync(log, { encoding: 'utf8', flag: 'a+' }))
      .toContain('the window crashed')
    const drawn = (): Promise<number> =>
      session.app.evaluate(
        ({ BrowserWindow }) =>
          // Answers with a count of elements.
          BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
            "document.querySelectorAll('[role=option]').length",
          ) as Promise<number>,
      )
    await expect.poll(drawn).toBeGreaterThan(0)
  } finally {
    await session.close()
  }
})

test('somebody else works in the data folder: the window says who, and touches nothing', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-locked-'))
  const lock = takeDataLock(dataFolder, 'command line', Date.now())
  try {
    const session = await launch({ signedIn: false, dataFolder })
    await expect(session.page.getByRole('alert')).toContainText(
      `The command line (earshot, process ${String(process.pid)}) is working in`,
    )
    expect(await corePid(session)).toBeUndefined()
    await session.close()
  } finally {
    lock.release()
    rmSync(dataFolder, { recursive: true, force: true })
  }
})

test('where the window was, it opens again', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-bounds-'))
  try {
    const wanted = { x: 90, y: 70, width: 1000, height: 700 }
    const one = await launch({ signedIn: false, dataFolder })
    await one.app.evaluate(
      ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
      wanted,
    )
    await one.close()
    const two = await launch({ signedIn: false, dataFolder })
    expect(
      await two.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBounds()),
    ).toEqual(wanted)
    await two.close()
  } finally {
    rmSync(dataFolder, { recursive: true, force: true })
  }
})
