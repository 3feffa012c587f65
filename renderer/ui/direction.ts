/**
 * The direction in which a text is written, by its first letter that says one. Mentions, tags and addresses at its
 * start do not count: a Hebrew answer that begins with `@crumb` is still a Hebrew one.
 */
export function directionOf(text: string): 'ltr' | 'rtl' | 'auto' {
  const words = text.replace(/(^|\s)([@#]\S+|(?:https?:\/\/|www\.)\S+)/giu, ' ')
  const letter = /\p{L}/u.exec(words)?.[0]
  if (letter === undefined) return 'auto'
  return rightToLeft.test(letter) ? 'rtl' : 'ltr'
}

const rightToLeft =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}\p{Script=Samaritan}\p{Script=Mandaic}]/u
