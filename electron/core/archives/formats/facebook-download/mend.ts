/**
 * Facebook writes each byte of UTF-8 as a character of its own (`\u00c3\u00a9` for é). Pure.
 */

/** The text as it was typed. What is no such text stays as it is, so that mending twice does no harm. */
export function mended(text: string): string {
  if (!/[\u0080-\u00ff]/.test(text) || /[^\u0000-\u00ff]/.test(text)) return text.toWellFormed()
  const whole = asUtf8(text)
  // Texts that Facebook cut off end in the middle of a character: what comes before is mended all the same.
  return whole ?? text.replace(/[\u00c2-\u00f4][\u0080-\u00bf]{1,3}/g, (bytes) => asUtf8(bytes) ?? bytes)
}

function asUtf8(bytes: string): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(bytes, 'latin1'))
  } catch {
    // No UTF-8: these characters are meant as they are.
    return undefined
  }
}
