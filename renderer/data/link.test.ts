import { expect, it } from 'vitest'
import { calls, events } from '#shared/contract'
import { serve, type Port } from '#shared/rpc'
import { signIn, startTestCore } from '#core/testing/start-core'
import { createLink } from './link.ts'

/** Two joined ends in memory; what one posts arrives at the other in a later turn. */
function pair(): [Port, Port] {
  const ends = [0, 1].map(() => ({
    messages: [] as ((message: unknown) => void)[],
    closes: [] as (() => void)[],
  }))
  let open = true
  const port = (mine: number): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => open && ends[1 - mine]?.messages.forEach((listener) => listener(copy)))
    },
    onMessage: (listener) => void ends[mine]?.messages.push(listener),
    onClose: (listener) => void ends[mine]?.closes.push(listener),
    close: () => {
      if (!open) return
      open = false
      for (const end of ends) for (const listener of end.closes) listener()
    },
  })
  return [port(0), port(1)]
}

const link = () => createLink<typeof calls, typeof events>(events)

it('keeps calls that come before the first port, and answers them when it is there', async () => {
  const core = startTestCore()
  await signIn(core)
  const window = link()
  const asked = window.call('accounts.list', {})
  const [near, far] = pair()
  serve(far, calls, core.handlers)
  window.attach(near)
  expect((await asked).map((account) => account.handle)).toEqual(['@crumb@here'])
  await core.stop()
})

it('rejects what is in flight when core goes, and what is asked while it is away', async () => {
  const window = link()
  const [near, far] = pair()
  window.attach(near)
  const inFlight = window.call('lanes.list', {})
  far.close()
  await expect(inFlight).rejects.toMatchObject({ code: 'offline' })
  await expect(window.call('lanes.list', {})).rejects.toMatchObject({ code: 'offline' })
  expect(window.isUp()).toBe(false)
})

it('goes on over a fresh port, with the same listeners', async () => {
  const core = startTestCore()
  const window = link()
  const ups: boolean[] = []
  const told: string[][] = []
  window.onUp((up) => ups.push(up))
  const stop = window.on('changed', ({ nouns }) => told.push(nouns))
  for (const noun of ['first', 'second']) {
    const [near, far] = pair()
    const { emit } = serve<typeof calls, typeof events>(far, calls, core.handlers)
    window.attach(near)
    emit('changed', { nouns: [noun], conversationIds: [] })
    expect(await window.call('lanes.list', {})).toHaveLength(11)
    if (noun === 'first') far.close()
  }
  expect(told).toEqual([['first'], ['second']])
  expect(ups).toEqual([true, false, true])
  stop()
  await core.stop()
})

it('does not call a port down that was replaced before it closed', () => {
  const window = link()
  const [first] = pair()
  const [second] = pair()
  window.attach(first)
  window.attach(second)
  expect(window.isUp()).toBe(true)
})
