import { answers, moods, type Mood } from './content/answers.ts'
import { hashOf } from './ids.ts'
import { us, type Post, type World } from './world.ts'

const soonestMs = 2000
const latestMs = 6000
/** After that many lines to one post of the bakery's conversation partner, everything is said. */
const mostAnswers = 3

/** Lets people answer when the bakery has answered them; returns how to stop it. */
export function letPeopleAnswer(world: World): () => void {
  const given = new Map<string, number>()
  return world.listen((event) => {
    if (event.type !== 'posted' || event.post.author !== us) return
    const { post } = event
    const parent = post.inReplyTo === undefined ? undefined : world.post(post.inReplyTo)
    if (parent === undefined || parent.author === us || world.person(parent.author).bot) return
    const talk = `${parent.author} ${rootOf(world, parent).id}`
    const before = given.get(talk) ?? 0
    if (before >= mostAnswers) return
    given.set(talk, before + 1)
    world.clock.after(soonestMs + (hashOf(post.id) % (latestMs - soonestMs)), () => {
      if (world.post(post.id) === undefined) return
      const lang = parent.lang ?? 'en'
      world.say({
        author: parent.author,
        text: `@${us} ${lineFor(post.text, lang, before)}`,
        inReplyTo: post.id,
        visibility: parent.visibility,
        lang,
        warning: post.warning,
      })
    })
  })
}

/** The line that fits what the bakery said; `turn` keeps people from repeating themselves. */
export function lineFor(text: string, lang: string, turn: number): string {
  const english = answers['en']
  const lines = answers[lang] ?? english
  const said = text.replaceAll(/^(?:@\S+\s+)+/g, '')
  const mood: Mood = moods.find(([, shape]) => shape.test(said))?.[0] ?? 'usual'
  const fitting = lines?.[mood] ?? []
  return fitting[(hashOf(said) + turn) % Math.max(1, fitting.length)] ?? 'Thank you!'
}

function rootOf(world: World, post: Post): Post {
  let root = post
  for (let above = root.inReplyTo; above !== undefined; above = root.inReplyTo) {
    const next = world.post(above)
    if (next === undefined) return root
    root = next
  }
  return root
}
