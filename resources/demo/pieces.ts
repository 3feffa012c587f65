/** What a text is made of, for every network that has to mark it up. */
export type Piece =
  | { type: 'text'; text: string }
  | { type: 'mention'; text: string; name: string; host?: string }
  | { type: 'hashtag'; text: string; tag: string }
  | { type: 'link'; text: string }

const marks =
  /(?<link>https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])|(?<=^|[^\p{L}\p{N}_/@])@(?<name>[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)(?:@(?<host>[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d+)?))?|(?<=^|[^\p{L}\p{N}_&/#])#(?<tag>[\p{L}\p{M}\p{N}_]*[\p{L}\p{M}_][\p{L}\p{M}\p{N}_]*)/gu

/** Cuts a plain text into pieces; joined, their `text` is the text again. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(marks)) {
    if (match.index > at) pieces.push({ type: 'text', text: text.slice(at, match.index) })
    pieces.push(pieceOf(match[0], match.groups ?? {}))
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ type: 'text', text: text.slice(at) })
  return pieces
}

function pieceOf(text: string, groups: Record<string, string | undefined>): Piece {
  if (groups['link'] !== undefined) return { type: 'link', text }
  if (groups['tag'] !== undefined) return { type: 'hashtag', text, tag: groups['tag'] }
  const mention = { type: 'mention' as const, text, name: groups['name'] ?? text.slice(1) }
  return groups['host'] === undefined ? mention : { ...mention, host: groups['host'] }
}

/** Hashtags of a text, lower case, each once. */
export function tagsOf(text: string): string[] {
  const tags = piecesOf(text).flatMap((piece) => (piece.type === 'hashtag' ? [piece.tag.toLowerCase()] : []))
  return [...new Set(tags)]
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
