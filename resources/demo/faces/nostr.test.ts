import type { Filter } from 'nostr-tools/filter'
import { finalizeEvent, verifyEvent, type NostrEvent } from 'nostr-tools/pure'
import { Relay } from 'nostr-tools/relay'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { saturdayMs } from '../testing.ts'
import { startTown, type Town } from '../town.ts'
import { publicKeyOf, secretOf } from './nostr-events.ts'

/** The relays as a client sees them that is not ours: that of nostr-tools. */

let town: Town
const open = new Set<Relay>()
beforeEach(async () => {
  town = await startTown({ nowMs: saturdayMs, answers: false })
})
afterEach(async () => {
  for (const relay of open) relay.close()
  open.clear()
  await town.close()
})

async function connect(path: string): Promise<Relay> {
  const relay = await Relay.connect(`${town.url.replace('http', 'ws')}${path}`)
  open.add(relay)
  return relay
}

function ask(relay: Relay, filter: Filter): Promise<NostrEvent[]> {
  return new Promise((resolve, reject) => {
    const events: NostrEvent[] = []
    const subscription = relay.subscribe([filter], {
      onevent: (event) => events.push(event),
      onclose: (reason) => reject(new Error(reason)),
      oneose() {
        resolve(events)
        subscription.close()
      },
    })
  })
}

test('another client finds notes, profiles and words, newest first and signed', async () => {
  const relay = await connect('/relay')
  const notes = await ask(relay, { kinds: [1], '#p': [publicKeyOf('crumb')], limit: 5 })
  expect(notes.length).toBeGreaterThanOrEqual(4)
  expect(notes.every((event) => verifyEvent({ ...event }))).toBe(true)
  const times = notes.map(({ created_at }) => created_at)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  const [profile] = await ask(relay, { kinds: [0], authors: [publicKeyOf('tomas')] })
  expect(profile?.content).toContain('Tomas Lindqvist')
  expect((await ask(relay, { kinds: [1], search: 'flat tyre' })).map(({ content }) => content)).toEqual([
    'Flat tyre on Lemon Street. The bread is level. I am not.',
  ])
})

test('another client says something, which stands in the town, and deletes it again', async () => {
  const relay = await connect('/relay')
  const created_at = saturdayMs / 1000
  const note = finalizeEvent({ kind: 1, created_at, tags: [], content: 'Buns at four.' }, secretOf('crumb'))
  await relay.publish(note)
  await relay.publish(note)
  const said = () => town.statuses('nostr').filter(({ text }) => text === 'Buns at four.')
  expect(said()).toHaveLength(1)
  const wish = (who: string) =>
    finalizeEvent({ kind: 5, created_at, tags: [['e', note.id]], content: '' }, secretOf(who))
  await relay.publish(wish('pip'))
  expect(said()).toHaveLength(1)
  await relay.publish(wish('crumb'))
  expect(said()).toHaveLength(0)
  await expect(relay.publish({ ...note, content: 'Buns at five.' })).rejects.toThrow('invalid')
})

test('the relay for members answers those whose key it was shown', async () => {
  const relay = await connect('/members')
  await expect(ask(relay, { kinds: [1], limit: 1 })).rejects.toThrow('auth-required')
  await relay.auth((template) => Promise.resolve(finalizeEvent(template, secretOf('crumb'))))
  expect(await ask(relay, { kinds: [1], limit: 1 })).toHaveLength(1)
})

test('a relay says what it can to clients, and is a page to browsers', async () => {
  const get = (accept: string) => fetch(`${town.url}/relay`, { headers: { accept } })
  const told: unknown = await (await get('application/nostr+json')).json()
  expect(told).toMatchObject({
    supported_nips: expect.arrayContaining([11, 50]),
    limitation: { max_limit: 500 },
  })
  expect(await (await get('text/html')).text()).toContain('Use a Nostr client')
})
