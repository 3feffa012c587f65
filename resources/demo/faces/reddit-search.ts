/** The search of posts: phrases in quotation marks, AND, OR, brackets; words side by side must all hold. */

type Test = (text: string) => boolean

const token = /"([^"]*)"|([()])|([^\s()"]+)/g

export function searchTest(query: string): Test {
  const tokens = [...query.matchAll(token)].map(([whole, phrase]) => ({ whole, phrase }))
  let at = 0
  const any = (): Test => {
    const parts = [all()]
    while (tokens[at]?.whole === 'OR') {
      at += 1
      parts.push(all())
    }
    return (text) => parts.some((part) => part(text))
  }
  const all = (): Test => {
    const parts: Test[] = []
    for (;;) {
      const next = tokens[at]
      if (next === undefined || next.whole === ')' || next.whole === 'OR') break
      at += 1
      if (next.whole === 'AND') continue
      if (next.whole === '(') {
        parts.push(any())
        at += 1
        continue
      }
      parts.push(holds(next.phrase ?? next.whole))
    }
    return (text) => parts.every((part) => part(text))
  }
  return any()
}

/** Whole words, whatever stands between them. */
function holds(phrase: string): Test {
  const wanted = wordsOf(phrase)
  return (text) => ` ${wordsOf(text)} `.includes(` ${wanted} `)
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).join(' ')
}
