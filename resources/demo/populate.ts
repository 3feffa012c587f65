import { people } from './content/index.ts'
import type { WrittenNotice, WrittenPost, WrittenThread } from './content/written.ts'
import { generatePosts } from './generator.ts'
import { hashOf } from './ids.ts'
import { us, type Person, type PostDraft, type World } from './world.ts'

/** Fills the world with what is written and, if asked, with any number of generated posts. */

interface Planned {
  draft: PostDraft & { createdMs: number; arrivedMs: number }
  gone: boolean
  /** The plan of the post it answers. */
  parent: Planned | undefined
  id?: string
}

export interface PopulateOptions {
  threads: readonly WrittenThread[]
  notices: readonly WrittenNotice[]
  extra: number
  seed: number
}

export function populate(world: World, options: PopulateOptions): void {
  for (const person of people) world.addPerson(person)
  const nowMs = world.clock.now()
  const plans = options.threads.flatMap((thread) => planThread(thread, nowMs))
  if (options.extra > 0) plans.push(...planExtra(world, options, nowMs))
  const steps: { atMs: number; run: () => void }[] = plans.map((plan) => ({
    atMs: plan.draft.arrivedMs,
    run: () => carryOut(world, plan),
  }))
  for (const notice of options.notices) {
    const atMs = nowMs - notice.minutesAgo * 60_000
    steps.push({
      atMs,
      run: () =>
        world.notice(
          notice.type,
          notice.by,
          atMs,
          notice.about === undefined ? undefined : findPost(world, notice.about),
        ),
    })
  }
  steps.sort((a, b) => a.atMs - b.atMs)
  for (const step of steps) step.run()
  for (const plan of plans) if (plan.gone && plan.id !== undefined) world.remove(plan.id)
}

function planThread(thread: WrittenThread, nowMs: number): Planned[] {
  const plans: Planned[] = []
  for (const [index, written] of thread.entries()) {
    const parent = index === 0 ? undefined : plans[written.to ?? index - 1]
    plans.push({ draft: draftOf(written, nowMs), gone: written.gone === true, parent })
  }
  return plans
}

function draftOf(written: WrittenPost, nowMs: number): Planned['draft'] {
  // People do not write at full minutes; the seconds are arbitrary, and the same every time.
  const createdMs = nowMs - written.minutesAgo * 60_000 - (hashOf(written.text) % 55_000)
  const was = written.was ?? []
  let atMs = createdMs
  const earlier = was.map(([minutes, text]) => {
    const version = { text, warning: written.warning ?? '', atMs }
    atMs = Math.min(atMs + minutes * 60_000, nowMs)
    return version
  })
  return {
    author: written.by,
    text: written.text,
    html: written.html,
    createdMs,
    arrivedMs: Math.min(nowMs, createdMs + (written.late ?? 0) * 60_000),
    visibility: written.visibility,
    warning: written.warning,
    lang: written.lang,
    earlier,
    editedMs: was.length === 0 ? undefined : atMs,
    pictures: written.pictures?.map(([name, alt]) => ({ name, alt: alt === '' ? undefined : alt })),
    likes: written.likes,
    boosts: written.boosts,
    program: written.by === us ? 'Web' : written.program,
  }
}

function carryOut(world: World, plan: Planned): void {
  plan.id = world.say({ ...plan.draft, inReplyTo: plan.parent?.id }).id
}

function findPost(world: World, start: string): string {
  const found = world.posts.find((post) => post.text.startsWith(start))
  if (found === undefined) throw new RangeError(`no post starts with "${start}"`)
  return found.id
}

const extraTags = ['#sourdough', '#townmarket', '']

/** Generated posts: one in three with each hashtag, one in four to the bakery. */
function planExtra(world: World, options: PopulateOptions, nowMs: number): Planned[] {
  const authors = Math.max(1, Math.min(2000, Math.ceil(options.extra / 10)))
  for (let index = 0; index < authors; index += 1) world.addPerson(stranger(index))
  const plans: Planned[] = []
  for (const post of generatePosts({
    count: options.extra,
    seed: options.seed,
    endMs: nowMs - 60_000,
    spanDays: 120,
    authors,
  })) {
    const tag = extraTags[post.index % extraTags.length] ?? ''
    const parts = [post.index % 4 === 0 ? '@crumb' : '', post.text, tag]
    const text = parts.filter((part) => part !== '').join(' ')
    plans.push({
      draft: {
        author: `neighbour${post.author}`,
        text,
        createdMs: post.createdMs,
        arrivedMs: post.createdMs,
        lang: post.lang,
      },
      gone: false,
      parent: post.inReplyTo === undefined ? undefined : plans[post.inReplyTo],
    })
  }
  return plans
}

function stranger(index: number): Person {
  const key = `neighbour${index}`
  const home = index % 3 === 0 ? undefined : `town${index % 7}.example`
  return {
    key,
    name: `Neighbour ${index}`,
    home,
    bio: '',
    lang: 'en',
    bot: false,
    followers: index % 97,
    following: index % 53,
    joinedDaysAgo: 400,
    followed: false,
    fields: [],
  }
}
