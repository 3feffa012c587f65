import { escapeHtml, piecesOf, type Piece } from '../pieces.ts'
import type { Person, Post, World } from '../world.ts'

/** Profile address of a person, seen from the server at `origin`. */
export function profileUrl(person: Person, origin: string): string {
  return person.home === undefined ? `${origin}/@${person.key}` : `https://${person.home}/@${person.key}`
}

/** The identity of a person across servers. */
export function actorUri(person: Person, origin: string): string {
  return person.home === undefined
    ? `${origin}/users/${person.key}`
    : `https://${person.home}/users/${person.key}`
}

/** Handle as Mastodon writes it: without host for people of its own server. */
export function acctOf(person: Person): string {
  return person.home === undefined ? person.key : `${person.key}@${person.home}`
}

/** A post's text as the HTML that Mastodon serves (TextFormatter of Mastodon 4). */
export function contentOf(
  world: World,
  post: Pick<Post, 'text' | 'html' | 'author' | 'mentions'>,
  origin: string,
): string {
  if (post.html !== undefined) return post.html
  if (post.text === '') return ''
  return post.text
    .split(/\n{2,}/)
    .map(
      (paragraph) =>
        `<p>${piecesOf(paragraph)
          .map((piece) => pieceHtml(world, post, piece, origin))
          .join('')}</p>`,
    )
    .join('')
    .replaceAll('\n', '<br />')
}

function pieceHtml(
  world: World,
  post: Pick<Post, 'author' | 'mentions'>,
  piece: Piece,
  origin: string,
): string {
  if (piece.type === 'link') return linkHtml(piece.text)
  if (piece.type === 'hashtag') {
    // A tag links to the server the post was written on.
    const home = world.person(post.author).home
    const base = home === undefined ? origin : `https://${home}`
    return `<a href="${base}/tags/${encodeURIComponent(piece.tag.toLowerCase())}" class="mention hashtag" rel="tag">#<span>${piece.tag}</span></a>`
  }
  if (piece.type === 'mention' && post.mentions.includes(piece.name.toLowerCase())) {
    const person = world.person(piece.name.toLowerCase())
    return `<span class="h-card" translate="no"><a href="${profileUrl(person, origin)}" class="u-url mention">@<span>${person.key}</span></a></span>`
  }
  return escapeHtml(piece.text)
}

/** Links show 30 characters; the rest is there, but invisible. */
function linkHtml(address: string): string {
  const prefix = /^https?:\/\/(?:www\.)?/.exec(address)?.[0] ?? ''
  const shown = address.slice(prefix.length, prefix.length + 30)
  const rest = address.slice(prefix.length + 30)
  const cut = rest === '' ? '' : 'ellipsis'
  return `<a href="${escapeHtml(address)}" target="_blank" rel="nofollow noopener noreferrer" translate="no"><span class="invisible">${prefix}</span><span class="${cut}">${escapeHtml(shown)}</span><span class="invisible">${escapeHtml(rest)}</span></a>`
}

/** A short text of a person (bio, field) as HTML. */
export function noteHtml(text: string): string {
  if (text === '') return ''
  return text
    .split(/\n{2,}/)
    .map(
      (part) =>
        `<p>${piecesOf(part)
          .map((piece) => (piece.type === 'link' ? linkHtml(piece.text) : escapeHtml(piece.text)))
          .join('')}</p>`,
    )
    .join('')
    .replaceAll('\n', '<br />')
}
