import { expect, test } from '@playwright/test'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { sandboxHere } from '../scripts/sandbox.ts'
import { electronPath, launch, type Session } from './app.ts'

/** The walls around the window, tried from the inside. One app for all: nothing here changes it. */

let session: Session
let stranger: Server
let strangerUrl: string
const knocks: string[] = []

test.beforeAll(async () => {
  session = await launch()
  stranger = createServer((request, response) => {
    knocks.push(request.url ?? '')
    response.setHeader('access-control-allow-origin', '*')
    response.end('hello')
  })
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done))
  // Listening on a port, so the address is not a pipe's name.
  strangerUrl = `http://127.0.0.1:${String((stranger.address() as AddressInfo).port)}`
})
test.afterAll(async () => {
  await session.close()
  stranger.close()
})

function windowLog(): string {
  const file = join(session.dataFolder, 'logs', 'window.log')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

test('left to itself, with everything drawn, the window asks no host for anything', () => {
  expect(windowLog()).not.toContain('request blocked')
})

test('the page has no Node and nothing of Electron but two harmless things', async () => {
  const seen = await session.page.evaluate(() => ({
    process: typeof Reflect.get(globalThis, 'process'),
    require: typeof Reflect.get(globalThis, 'require'),
    module: typeof Reflect.get(globalThis, 'module'),
    buffer: typeof Reflect.get(globalThis, 'Buffer'),
    bridge: Object.keys(Reflect.get(globalThis, 'earshot') as object).toSorted(), // the preload put an object there
  }))
  expect(seen).toEqual({
    process: 'undefined',
    require: 'undefined',
    module: 'undefined',
    buffer: 'undefined',
    bridge: ['platform', 'ready'],
  })
})

test('the window is sandboxed and isolated', async () => {
  const preferences = await session.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // In every Electron, and missing from its types.
    const read = contents === undefined ? undefined : Reflect.get(contents, 'getLastWebPreferences')
    return typeof read === 'function' ? Reflect.apply(read, contents, []) : undefined
  })
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  // Preferences say what was wished; Chromium says what there is.
  const flags = await session.app.evaluate(() => process.argv.filter((arg) => /sandbox/.test(arg)))
  expect(flags).toEqual((await sandboxHere(electronPath())).flags)
})

test('a policy comes with the page, and an injected script does not run', async () => {
  const { page } = session
  const policy = await page.evaluate(async () => {
    // The page may not fetch, not even itself; the policy is read off what it refuses.
    const refused: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'window.injected = true'
    document.head.append(script)
    const handler = document.createElement('div')
    handler.setAttribute('onclick', 'window.injected = true')
    document.body.append(handler)
    handler.click()
    handler.remove()
    // Later, because what is run from here directly is the tester's and exempt.
    const evaluated = await new Promise((done) =>
      setTimeout(() => {
        try {
          done(Reflect.apply(Reflect.get(globalThis, 'Function'), undefined, ['return "evaluated"'])())
        } catch (error) {
          done(error instanceof EvalError ? 'refused' : String(error))
        }
      }, 0),
    )
    return {
      refused: [...new Set(refused)].toSorted(),
      injected: Reflect.get(globalThis, 'injected'),
      evaluated,
    }
  })
  expect(policy.injected).toBeUndefined()
  expect(policy.evaluated).toBe('refused')
  expect(policy.refused).toEqual(expect.arrayContaining(['script-src-attr', 'script-src-elem']))
})

test('the page reaches no host: fetch, pictures, frames, sockets and beacons are refused', async () => {
  const before = knocks.length
  const tried = await session.page.evaluate(async (url) => {
    const outcome = (event: EventTarget, good: string): Promise<string> =>
      new Promise((done) => {
        event.addEventListener(good, () => done('reached'))
        event.addEventListener('error', () => done('refused'))
      })
    const picture = new Image()
    const pictureOutcome = outcome(picture, 'load')
    picture.src = `${url}/pixel.gif`
    const style = document.createElement('link')
    const styleOutcome = outcome(style, 'load')
    style.rel = 'stylesheet'
    style.href = `${url}/x.css`
    document.head.append(style)
    const frame = document.createElement('iframe')
    frame.src = `${url}/frame`
    document.body.append(frame)
    navigator.sendBeacon(`${url}/beacon`)
    let socket: string
    try {
      socket = await outcome(new WebSocket(url.replace('http', 'ws')), 'open')
    } catch {
      // Refused before it was tried.
      socket = 'refused'
    }
    const answers = {
      fetch: await fetch(`${url}/fetch`).then(
        () => 'reached',
        () => 'refused',
      ),
      picture: await pictureOutcome,
      style: await styleOutcome,
      socket,
    }
    frame.remove()
    style.remove()
    return answers
  }, strangerUrl)
  expect(tried).toEqual({ fetch: 'refused', picture: 'refused', style: 'refused', socket: 'refused' })
  expect(knocks.slice(before)).toEqual([])
})

test('the session itself refuses every host, even where no policy stands before it', async () => {
  const outcome = await session.app.evaluate(async ({ session: sessions }, url) => {
    try {
      await sessions.defaultSession.fetch(`${url}/session`)
      return 'reached'
    } catch (error) {
      return String(error)
    }
  }, strangerUrl)
  expect(windowLog()).toContain('request blocked')
  expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT')
  expect(knocks).not.toContain('/session')
})

test('the page cannot be led away and opens no window', async () => {
  const { page, app } = session
  const before = page.url()
  await page.evaluate((url) => {
    location.href = `${url}/away`
  }, strangerUrl)
  const opened = await page.evaluate((url) => window.open(`${url}/popup`) === null, strangerUrl)
  await page.evaluate((url) => {
    const link = document.createElement('a')
    link.href = `${url}/link`
    link.target = '_blank'
    document.body.append(link)
    link.click()
    link.remove()
  }, strangerUrl)
  expect(opened).toBe(true)
  expect(page.url()).toBe(before)
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  expect(knocks).toEqual([])
})

test('permissions are denied', async () => {
  const answers = await session.page.evaluate(async () => ({
    notifications: await Notification.requestPermission(),
    place: await new Promise((done) =>
      navigator.geolocation.getCurrentPosition(
        () => done('given'),
        (error) => done(error.code === error.PERMISSION_DENIED ? 'denied' : 'other'),
      ),
    ),
    microphone: (await navigator.permissions.query({ name: 'microphone' })).state,
    clipboard: await navigator.clipboard.readText().then(
      () => 'given',
      (error: DOMException) => error.name,
    ),
  }))
  expect(answers).toEqual({
    notifications: 'denied',
    place: 'denied',
    microphone: 'denied',
    clipboard: 'NotAllowedError',
  })
})

test('a foreign page with the same preload is handed no port', async () => {
  const foreignPage = session.app.waitForEvent('window')
  await session.app.evaluate(async ({ BrowserWindow, app }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await foreign.loadURL('data:text/html,<title>foreign</title>')
  })
  const page = await foreignPage
  await page.evaluate(() => {
    window.addEventListener('message', (event) => Reflect.set(window, 'handed', event.ports.length))
    Reflect.get(window, 'earshot').ready()
  })
  await expect.poll(windowLog).toContain('ports refused to a foreign page')
  expect(await page.evaluate(() => Reflect.get(window, 'handed'))).toBeUndefined()
  await page.close()
})

/** Asks on a port of the window's own, as an intruder in the page would. */
async function ask(which: 'core' | 'host', messages: unknown[]): Promise<unknown[]> {
  return session.page.evaluate(
    ([owner, list]) =>
      new Promise<unknown[]>((done, failed) => {
        const onPort = (event: MessageEvent): void => {
          if (event.data?.type !== 'earshot:port' || event.data.which !== owner) return
          window.removeEventListener('message', onPort, true)
          const port = event.ports[0]
          if (port === undefined) return failed(new Error('no port'))
          const answers: unknown[] = []
          port.addEventListener('message', ({ data }) => {
            // The page's own link took the same port; its numbers start at 1.
            if (data.seq >= 900_000) answers.push(data)
            if (answers.length === list.length) done(answers)
          })
          port.start()
          for (const message of list) port.postMessage(message)
        }
        window.addEventListener('message', onPort, true)
        const bridge = Reflect.get(window, 'earshot')
        bridge.ready()
      }),
    [which, messages] as const,
  )
}

const refusal = (seq: number) => ({
  kind: 'failure',
  seq,
  failure: expect.objectContaining({ code: 'bad-input' }),
})

test('on a port of core, unknown calls and inputs that do not parse are refused', async () => {
  const answers = await ask('core', [
    { kind: 'call', seq: 900_001, name: 'app.destroy', input: {} },
    { kind: 'call', seq: 900_002, name: '__proto__', input: {} },
    { kind: 'call', seq: 900_003, name: 'constructor', input: {} },
    {
      kind: 'call',
      seq: 900_004,
      name: 'conversations.page',
      input: { source: { type: 'lane', lane: 'heard' }, limit: 1e9 },
    },
    { kind: 'call', seq: 900_005, name: 'accounts.signIn', input: { network: 7 } },
    { kind: 'call', seq: 900_006, name: 'host.openExternal', input: { url: 'https://x' } },
    { kind: 'call', seq: 900_007, name: 'lanes.list', input: {} },
  ])
  const bySeq = answers.toSorted(
    (a, b) => Number(Reflect.get(Object(a), 'seq')) - Number(Reflect.get(Object(b), 'seq')),
  )
  expect(bySeq.slice(0, 6)).toEqual([1, 2, 3, 4, 5, 6].map((n) => refusal(900_000 + n)))
  expect(bySeq[6]).toMatchObject({ kind: 'answer', seq: 900_007 })
})

test('on a port of main, only web and mail addresses are opened', async () => {
  const urls = ['file:///etc/passwd', 'javascript:alert(1)', 'smb://host/share', 'app://earshot/']
  const answers = await ask(
    'host',
    urls.map((url, n) => ({ kind: 'call', seq: 900_000 + n, name: 'host.openExternal', input: { url } })),
  )
  expect(answers).toHaveLength(urls.length)
  for (const answer of answers) expect(answer).toMatchObject({ failure: { code: 'bad-input' } })
})

test('the credential is nowhere in clear: not in the store, not in the logs, not in any file', () => {
  const token = Buffer.from(session.town.account.token)
  const files = readdirSync(session.dataFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
  const names = files.map((file) => file.slice(session.dataFolder.length + 1))
  expect(names).toEqual(expect.arrayContaining(['earshot.db', 'vault.json', join('logs', 'core.log')]))
  expect(files.filter((file) => readFileSync(file).includes(token))).toEqual([])
})
