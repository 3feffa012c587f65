import { describe, expect, test } from 'vitest'
import { createDraftKeeper, type KeptState } from './draft-keeper.ts'
import type { ReplyForm } from './reply-words.ts'

const start: ReplyForm = { text: '', warning: '', visibility: undefined, accountId: 1, purpose: undefined }
const typed = (text: string): ReplyForm => ({ ...start, text })

/** A keeper with hand-driven time and saving. */
function aKeeper() {
  const saved: string[] = []
  const states: KeptState[] = []
  const timers = new Set<() => void>()
  const pending: { resolve: () => void; reject: (error: Error) => void }[] = []
  const keeper = createDraftKeeper({
    start,
    pauseMs: 400,
    save: (form) => {
      saved.push(form.text)
      return new Promise<void>((resolve, reject) => pending.push({ resolve, reject }))
    },
    onState: (state) => states.push(state),
    after: (_ms, run) => {
      timers.add(run)
      return () => timers.delete(run)
    },
  })
  const pause = () => {
    const due = [...timers]
    timers.clear()
    for (const run of due) run()
  }
  const settleSaves = async () => {
    for (const save of pending.splice(0)) save.resolve()
    // Let the keeper's own continuations run.
    for (let i = 0; i < 5; i += 1) await Promise.resolve()
  }
  return { keeper, saved, states, timers, pending, pause, settleSaves }
}

describe('a draft', () => {
  test('is kept once after a pause, not at every key', async () => {
    const { keeper, saved, states, pause, settleSaves } = aKeeper()
    keeper.changed(typed('N'))
    keeper.changed(typed('No'))
    expect(saved).toEqual([])
    pause()
    await settleSaves()
    expect(saved).toEqual(['No'])
    expect(states).toEqual(['waiting', 'saving', 'saved'])
  })

  test('is kept at once when the field is left, and no second time by the pause', async () => {
    const { keeper, saved, timers, settleSaves } = aKeeper()
    keeper.changed(typed('No'))
    const done = keeper.flush()
    await settleSaves()
    await done
    expect(saved).toEqual(['No'])
    expect(timers.size).toBe(0)
    await keeper.flush()
    expect(saved).toEqual(['No'])
  })

  test('typed on while it is being kept is kept again, in order', async () => {
    const { keeper, saved, pause, settleSaves } = aKeeper()
    keeper.changed(typed('a'))
    pause()
    keeper.changed(typed('ab'))
    pause()
    expect(saved).toEqual(['a'])
    await settleSaves()
    expect(saved).toEqual(['a', 'ab'])
    await settleSaves()
    expect(keeper.state()).toBe('saved')
  })

  test('that could not be kept is said so and is kept at the next pause', async () => {
    const { keeper, saved, states, pending, pause, settleSaves } = aKeeper()
    keeper.changed(typed('a'))
    pause()
    pending.splice(0)[0]?.reject(new Error('disk full'))
    await settleSaves()
    expect(states.at(-1)).toBe('failed')
    keeper.changed(typed('ab'))
    pause()
    await settleSaves()
    expect(saved).toEqual(['a', 'ab'])
    expect(keeper.state()).toBe('saved')
  })

  test('that was sent is not kept', async () => {
    const { keeper, saved, timers } = aKeeper()
    keeper.changed(typed('a'))
    keeper.settle(start)
    expect(timers.size).toBe(0)
    await keeper.flush()
    expect(saved).toEqual([])
    expect(keeper.state()).toBe('same')
  })

  test('typed back to what is kept needs no saving', () => {
    const { keeper, timers } = aKeeper()
    keeper.changed(typed('a'))
    keeper.changed(start)
    expect(timers.size).toBe(0)
  })
})
