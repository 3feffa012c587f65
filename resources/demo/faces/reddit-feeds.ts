import type { Answer } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { markdownOf, partsOf, pathOf, subredditOf, type Entry } from './reddit-board.ts'
import { htmlOf, offHtml } from './reddit-things.ts'

/** Atom as Reddit writes it: what was written stands between two marks, in the middle of a table or alone. */

const usualEntries = 25
const mostEntries = 100

export function feed(
  entries: readonly Entry[],
  about: { path: string; title: string; origin: string; limit: string | undefined },
): Answer {
  const { path, title, origin } = about
  const count = Math.min(mostEntries, Math.max(1, Number(about.limit ?? usualEntries) || usualEntries))
  const shown = entries.slice(0, count)
  const updated = stamp(shown[0]?.post.createdMs ?? 0)
  const body = `<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><updated>${updated}</updated><icon>https://www.redditstatic.com/icon.png/</icon><id>${escapeHtml(path)}</id><link rel="self" href="${escapeHtml(origin + path)}" type="application/atom+xml" /><title>${escapeHtml(title)}</title>${shown.map((entry) => entryXml(entry, origin)).join('')}</feed>`
  return { status: 200, headers: { 'content-type': 'application/atom+xml; charset=UTF-8' }, body }
}

function entryXml(entry: Entry, origin: string): string {
  const { post } = entry
  const subreddit = subredditOf(entry)
  const address = `${origin}${pathOf(entry)}`
  const { title } = partsOf(entry.root.post)
  const head = entry.kind === 't1' ? `/u/${post.author} on ${title}` : title
  const content = entry.kind === 't1' ? offHtml(htmlOf(markdownOf(entry))) : postHtml(entry, origin)
  const created = stamp(post.createdMs)
  // Comments have the one date only.
  const published = entry.kind === 't3' ? `<published>${created}</published>` : ''
  return `<entry><author><name>/u/${post.author}</name><uri>${origin}/user/${post.author}</uri></author><category term="${subreddit}" label="r/${subreddit}"/><content type="html">${escapeHtml(content)}</content><id>${entry.name}</id><link href="${escapeHtml(address)}" /><updated>${created}</updated>${published}<title>${escapeHtml(head)}</title></entry>`
}

function postHtml(entry: Entry, origin: string): string {
  const { url } = partsOf(entry.post)
  const body = markdownOf(entry)
  const address = `${origin}${pathOf(entry)}`
  const words = body === '' ? '' : `${offHtml(htmlOf(body))} &#32; `
  return `${words}submitted by &#32; <a href="${origin}/user/${entry.post.author}"> /u/${entry.post.author} </a> <br/> <span><a href="${escapeHtml(url ?? address)}">[link]</a></span> &#32; <span><a href="${escapeHtml(address)}">[comments]</a></span>`
}

/** Seconds, with an offset instead of a Z. */
function stamp(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}Z$/, '+00:00')
}
