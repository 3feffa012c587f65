import type { WrittenArticle, WrittenFeed } from '../content/article.ts'
import { escapeHtml } from '../pieces.ts'

/** An article at its place in time. */
export interface Article extends Omit<WrittenArticle, 'minutesAgo' | 'comments'> {
  atMs: number
  comments: { atMs: number; by: string; text: string }[]
}

export interface Feed extends Omit<WrittenFeed, 'articles'> {
  /** Newest first. */
  articles: Article[]
}

/** Plain text as paragraphs of HTML. */
export function paragraphs(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((each) => `<p>${escapeHtml(each)}</p>`)
    .join('\n')
}
