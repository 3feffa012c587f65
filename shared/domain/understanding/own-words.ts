/** An address with a scheme or `www.`, with the punctuation that may follow it. */
const address = /(?:https?:\/\/|www\.)[^\s<>"“”«»\u3000-\u303f\uff00-\uff0f]+/giu
/** `@name`, `@name.host`, `@name@host`, but not the middle of a mail address. The classes do not overlap. */
const mention = /(?<![\w@/.])@\w+(?:[.-]\w+)*(?:@[a-z0-9-]+(?:\.[a-z0-9-]+)+)?/giu
const afterAddress = new Set('.,:;!?\'"’…)]}')

/** The text with every address replaced; punctuation after one belongs to the sentence and stays. */
export function replaceAddresses(text: string, by: (address: string) => string): string {
  return text.replace(address, (found) => {
    let end = found.length
    while (end > 0 && afterAddress.has(found.charAt(end - 1))) end -= 1
    return by(found.slice(0, end)) + found.slice(end)
  })
}

/** The text with every mention replaced. */
export function replaceMentions(text: string, by: string): string {
  return text.replace(mention, by)
}
