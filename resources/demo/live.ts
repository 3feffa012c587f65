import { liveScript, type LiveStep } from './content/live-script.ts'
import { hashOf } from './ids.ts'
import type { World } from './world.ts'

const soonestMs = 12_000
const latestMs = 40_000

/** Lets the town speak by its clock, step after step of the script; returns how to stop it. */
export function goLive(world: World, seed: number): () => void {
  let step = 0
  let lastId: string | undefined
  let cancel = (): void => undefined
  const wait = (): void => {
    cancel = world.clock.after(soonestMs + (hashOf(`${seed} ${step}`) % (latestMs - soonestMs)), next)
  }
  const next = (): void => {
    const now = liveScript[step % liveScript.length]
    if (now !== undefined) lastId = act(world, now, lastId)
    step += 1
    wait()
  }
  wait()
  return () => cancel()
}

/** Does one step; answers with the post that the next step may be about. */
function act(world: World, step: LiveStep, lastId: string | undefined): string | undefined {
  if (step.do === 'say') {
    const inReplyTo = step.toLast === true ? lastId : undefined
    return world.say({ author: step.by, text: step.text, lang: step.lang, warning: step.warning, inReplyTo })
      .id
  }
  if (lastId === undefined || world.post(lastId) === undefined) return undefined
  if (step.do === 'edit') return world.edit(lastId, step.text).id
  world.remove(lastId)
  return undefined
}
