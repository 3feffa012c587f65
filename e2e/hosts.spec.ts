import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test, type Page } from '@playwright/test'
import { bytesWords } from '../renderer/ui/duration.ts'
import { launch, place, type Session } from './app.ts'

/** Settings say who this program talks to: exactly the hosts that were asked, how often, and how much came back. */
test.describe.configure({ mode: 'serial' })

/** A host that counts what it is asked and what it gives. */
interface Counting {
  server: Server
  host: string
  requests: number
  bytes: number
}

let session: Session
let page: Page
let counting: Counting
test.beforeAll(async () => {
  counting = await startCounting()
  session = await launch({
    settle: () => ({
      accounts: [],
      streams: [{ network: 'feed', kind: 'feed', config: { url: `http://${counting.host}/feed` } }],
    }),
  })
  page = session.page
})
test.afterAll(async () => {
  await session.close()
  await new Promise((closed) => counting.server.close(closed))
})

async function startCounting(): Promise<Counting> {
  const server = createServer((_request, answer) => {
    // Longer each time, so that no sum is right by chance.
    counting.requests += 1
    const entry = `<entry><id>urn:one</id><title>Counted</title><updated>2026-10-01T09:00:00Z</updated><content>${'crumb '.repeat(1000 * counting.requests)}</content></entry>`
    const feed = `<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:counted</id><title>The counted</title>${entry}</feed>`
    counting.bytes += Buffer.byteLength(feed)
    answer.writeHead(200, { 'content-type': 'application/atom+xml' }).end(feed)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo // of a server that listens on TCP
  return { server, host: `127.0.0.1:${port}`, requests: 0, bytes: 0 }
}

const table = () => page.getByRole('table', { name: 'Hosts that were asked' })
/** The cells of a host's row. */
const cells = (host: string) =>
  table()
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: host, exact: true }) })
    .getByRole('cell')

async function lookAgain(): Promise<void> {
  await place(page, /settings/i).click()
  await page.getByRole('button', { name: 'Look again' }).click()
}

async function expectCounted(requests: number): Promise<void> {
  await expect.poll(() => counting.requests).toBe(requests)
  await expect(async () => {
    await lookAgain()
    await expect(cells(counting.host)).toHaveText(
      [counting.host, /^Feeds: /, String(requests), bytesWords(counting.bytes), 'well'],
      { timeout: 1000 },
    )
  }).toPass({ timeout: 20_000 })
}

test('each host that was asked has a row, and nobody else has', async () => {
  await lookAgain()
  const asked = [counting.host, new URL(session.town.url).host]
  await expect(table().getByRole('row')).toHaveCount(1 + asked.length)
  for (const host of asked) await expect(cells(host).first()).toHaveText(host)
})

test('calls and bytes are those that the hosts counted, and go on with each call', async () => {
  await expectCounted(1)
  for (const requests of [2, 3]) {
    await page.keyboard.press('Shift+R')
    await expectCounted(requests)
  }
  expect(counting.bytes).toBeGreaterThan(30_000)
  // Nothing goes on by itself here: what the town was asked until now is what its row says.
  await expect(async () => {
    await lookAgain()
    const { host } = new URL(session.town.url)
    await expect(cells(host).nth(2)).toHaveText(session.town.requests().length.toLocaleString(), {
      timeout: 1000,
    })
  }).toPass({ timeout: 20_000 })
  expect(session.errors).toEqual([])
})

test('a host that is in trouble says so in its row', async () => {
  const { host } = new URL(session.town.url)
  session.town.misbehave({ path: '/', fault: 429, retryAfter: 20, times: 1 })
  await page.keyboard.press('Shift+R')
  await expect(async () => {
    await lookAgain()
    await expect(cells(host).last()).toContainText(/waits until/, { timeout: 1000 })
  }).toPass({ timeout: 15_000 })
})
