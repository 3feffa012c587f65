import { describe, expect, test } from 'vitest'
import type { events } from '#shared/contract'
import { Failure } from '#shared/failure'
import type { z } from 'zod'
import { Attention, type AskCore } from './attention.ts'
import { plainOn, type Desktop, type DesktopBanner, type DesktopTray } from './desktop.ts'

type Notice = z.output<(typeof events)['notify']>

/** A desktop that remembers what it was asked to show. */
function fakeDesktop(can: Partial<Desktop['can']> = {}) {
  const banners: DesktopBanner[] = []
  const badges: number[] = []
  const trays: (DesktopTray | undefined)[] = []
  const desktop: Desktop = {
    can: { banners: true, reply: true, badge: true, tray: true, ...can },
    showBanner: (banner) => banners.push(banner),
    setBadge: (count) => badges.push(count),
    setTray: (tray) => trays.push(tray),
  }
  return { desktop, banners, badges, trays }
}

/** A core that answers as told, remembers what it was asked, and tells when told to. */
function fakeCore(answers: Record<string, unknown> = {}) {
  const asked: { name: string; input: unknown }[] = []
  const listeners = new Map<string, (value: never) => void>()
  const state = { badge: 3, quietByHand: false, tray: true }
  const core = {
    call(name: string, input: unknown) {
      asked.push({ name, input })
      const answer = { 'notices.state': state, ...answers }[name] ?? {}
      return answer instanceof Failure ? Promise.reject(answer) : Promise.resolve(answer)
    },
    on(name: string, listener: (value: never) => void) {
      listeners.set(name, listener)
      return () => listeners.delete(name)
    },
  } as unknown as AskCore // its calls are typed by the contract, which a table of answers cannot be
  const tell = (name: string, value: unknown): void => listeners.get(name)?.(value as never)
  const names = (): string[] => asked.map((one) => one.name)
  return { core, asked, names, tell }
}

function attend(desktop: Desktop) {
  const acts: unknown[] = []
  const attention = new Attention({
    desktop,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: () => 1_000_000,
    show: () => acts.push('show'),
    deliver: (name, value) => acts.push([name, value]),
    quit: () => acts.push('quit'),
  })
  return { attention, acts }
}

const notice: Notice = {
  title: 'Ana · Fake',
  body: 'Open tomorrow?',
  conversationId: 7,
  itemId: 70,
  sinceMs: 5,
  count: 1,
  replyable: true,
  sound: true,
}

/** Lets what was promised be answered. */
const settled = (): Promise<void> => new Promise((done) => setImmediate(done))

describe('a banner', () => {
  test('brings the window to the front and opens its conversation', () => {
    const { desktop, banners } = fakeDesktop()
    const { attention, acts } = attend(desktop)
    const { core, tell } = fakeCore()
    attention.connected(core)
    tell('notify', notice)
    expect(banners).toMatchObject([{ title: 'Ana · Fake', body: 'Open tomorrow?', sound: true }])
    banners[0]?.onClick()
    expect(acts).toEqual(['show', ['openConversation', { conversationId: 7 }]])
  })

  test('of several conversations opens what was heard since', () => {
    const { desktop, banners } = fakeDesktop()
    const { attention, acts } = attend(desktop)
    const { core, tell } = fakeCore()
    attention.connected(core)
    tell('notify', { ...notice, conversationId: undefined, itemId: undefined, replyable: false })
    expect(banners[0]).toMatchObject({ onReply: undefined, acts: [] })
    banners[0]?.onClick()
    expect(acts).toEqual(['show', ['openCatchUp', { sinceMs: 5 }]])
  })

  test('takes an answer where the desktop and the network allow it', async () => {
    const { desktop, banners } = fakeDesktop()
    const { attention } = attend(desktop)
    const { core, tell, asked } = fakeCore()
    attention.connected(core)
    tell('notify', notice)
    banners[0]?.onReply?.('Until six.')
    await settled()
    expect(asked).toContainEqual({ name: 'notices.reply', input: { itemId: 70, text: 'Until six.' } })
    expect(banners).toHaveLength(1)
    tell('notify', { ...notice, replyable: false })
    expect(banners[1]?.onReply).toBeUndefined()

    const other = fakeDesktop({ reply: false })
    const elsewhere = fakeCore()
    attend(other.desktop).attention.connected(elsewhere.core)
    elsewhere.tell('notify', notice)
    expect(other.banners[0]?.onReply).toBeUndefined()
  })

  test('says why an answer was not sent, and never loses the words', async () => {
    for (const [failure, words] of [
      [new Failure('bad-input', 'This is 3 over the limit.'), /3 over the limit.*kept as a draft/],
      [new Failure('offline', 'The connection to core closed.'), /^Until six\.$/],
    ] as const) {
      const { desktop, banners } = fakeDesktop()
      const { attention, acts } = attend(desktop)
      const { core, tell } = fakeCore({ 'notices.reply': failure })
      attention.connected(core)
      tell('notify', notice)
      banners[0]?.onReply?.('Until six.')
      await settled()
      expect(banners[1]?.body).toMatch(words)
      banners[1]?.onClick()
      expect(acts.at(-1)).toEqual(['openConversation', { conversationId: 7 }])
    }
  })

  test('keeps an answer that is typed while core is down until it is up', async () => {
    const { desktop, banners } = fakeDesktop()
    const { attention } = attend(desktop)
    const first = fakeCore()
    attention.connected(first.core)
    first.tell('notify', notice)
    attention.disconnected()
    banners[0]?.onReply?.('Until six.')
    banners[0]?.acts[0]?.run()
    await settled()
    expect(first.names()).not.toContain('notices.reply')
    const second = fakeCore()
    attention.connected(second.core)
    expect(second.asked).toEqual([
      { name: 'notices.reply', input: { itemId: 70, text: 'Until six.' } },
      { name: 'conversations.triage', input: { ids: [7], act: { act: 'done' } } },
      { name: 'notices.state', input: {} },
    ])
  })
})

describe('badge and tray', () => {
  test('are as core says, at the start and with every change', async () => {
    const { desktop, badges, trays } = fakeDesktop()
    const { attention } = attend(desktop)
    const { core, tell } = fakeCore()
    attention.connected(core)
    await settled()
    tell('badge', { count: 1 })
    expect(badges).toEqual([3, 1])
    expect(trays.map((tray) => tray?.tip)).toEqual([
      'Earshot: 3 wait for an answer',
      'Earshot: 1 waits for an answer',
    ])
    attention.stop()
    expect(trays.at(-1)).toBeUndefined()
  })

  test('the tray goes when the setting says so', async () => {
    const { desktop, trays } = fakeDesktop()
    const { attention } = attend(desktop)
    const { core, tell } = fakeCore({ 'notices.state': { badge: 0, quietByHand: false, tray: false } })
    attention.connected(core)
    tell('changed', { nouns: ['settings'], conversationIds: [] })
    await settled()
    expect(trays.at(-1)).toBeUndefined()
  })

  test('the tray opens, keeps quiet for an hour, rings again and quits', async () => {
    const { desktop, trays } = fakeDesktop()
    const { attention, acts } = attend(desktop)
    const { core, asked } = fakeCore()
    attention.connected(core)
    await settled()
    const choose = (label: RegExp): void => {
      const found = trays.at(-1)?.menu.find((entry) => entry !== undefined && label.test(entry.label))
      expect(found, String(label)).toBeDefined()
      found?.run()
    }
    choose(/^Open/)
    choose(/^Quiet for an Hour/)
    choose(/^Quit/)
    expect(acts).toEqual(['show', 'quit'])
    expect(asked.at(-1)).toEqual({ name: 'settings.set', input: { quietUntilMs: 1_000_000 + 3_600_000 } })

    const quiet = fakeCore({
      'notices.state': { badge: 0, quietUntilMs: 2_000_000, quietByHand: true, tray: true },
    })
    attention.connected(quiet.core)
    await settled()
    choose(/^Ring Again/)
    expect(quiet.asked.at(-1)).toEqual({ name: 'settings.set', input: { quietUntilMs: 0 } })
    attention.stop()
  })

  test('core is told of the user’s coming and going, and again when it was started again', () => {
    const { desktop } = fakeDesktop()
    const { attention } = attend(desktop)
    attention.setWatched(true)
    const first = fakeCore()
    attention.connected(first.core)
    attention.setWatched(false)
    attention.setWatched(true)
    expect(first.names().filter((name) => name.startsWith('presence'))).toEqual([
      'presence.back',
      'presence.left',
      'presence.back',
    ])
    const second = fakeCore()
    attention.connected(second.core)
    expect(second.names()).toContain('presence.back')
  })
})

test('what strangers say in a banner is no markup on Linux', () => {
  expect(plainOn('linux', '<a href="https://bad.example">win</a>')).not.toMatch(/[<>]/)
  expect(plainOn('darwin', 'a < b')).toBe('a < b')
})
