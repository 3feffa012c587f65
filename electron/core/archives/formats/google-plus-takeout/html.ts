import { DomUtils, parseDocument } from 'htmlparser2'
import type { WireAuthor, WireComment, WireContent, WirePost } from './wire.ts'

/**
 * The older pages of Takeout: one HTML file for each post, read by the classes that its elements have (`author`,
 * `main-content`, `visibility`, `comment`, …), into what the JSON of the same post would say.
 */

type Document = ReturnType<typeof parseDocument>
type Element = Extract<Document['children'][number], { attribs: Record<string, string> }>

/** The post of a page; undefined where it is none. */
export function readPage(html: string): WirePost | undefined {
  const page = parseDocument(html)
  const address = DomUtils.findOne(
    (element) =>
      element.name === 'a' &&
      /\/posts\//.test(element.attribs['href'] ?? '') &&
      !hasClass(element, 'reshare-attribution'),
    page.children,
  )
  const author = byClass(page, 'author')
  const url = address?.attribs['href']
  if (address === null || url === undefined || author === undefined) return undefined
  const link = byClass(page, 'link-embed')
  const images = allByClass(page, 'media').flatMap((one) => one.attribs['src'] ?? [])
  return {
    url,
    creationTime: DomUtils.textContent(address).trim(),
    author: authorOf(author),
    content: innerHtml(byClass(page, 'main-content')),
    ...(link === undefined
      ? {}
      : { link: { url: link.attribs['href'], title: DomUtils.textContent(link).trim() } }),
    // Pages name their pictures by files beside them, which are no addresses; these are left out further on.
    album: { media: images.map((src) => ({ url: src, contentType: 'image/*' })) },
    resharedPost: resharedOf(page),
    comments: allByClass(page, 'comment').map(commentOf),
    plusOnes: plusOnesOf(page),
    postAcl: aclOf(byClass(page, 'visibility')),
  }
}

function commentOf(comment: Element): Partial<WireComment> {
  const author = byClass(comment, 'author')
  const time = byClass(comment, 'time')
  return {
    ...(author === undefined ? {} : { author: authorOf(author) }),
    ...(time === undefined ? {} : { creationTime: DomUtils.textContent(time).replace(/^[\s-]+/, '') }),
    content: innerHtml(byClass(comment, 'comment-content')),
  }
}

function authorOf(link: Element): WireAuthor {
  return { displayName: DomUtils.textContent(link).trim(), profilePageUrl: link.attribs['href'] }
}

function resharedOf(page: Document): WireContent | undefined {
  const attribution = byClass(page, 'reshare-attribution')
  const parent = attribution?.parent
  if (attribution === undefined || parent === null || parent === undefined) return undefined
  const words = parent.children.filter(
    (child) => child !== attribution && !(isElement(child) && hasClass(child, 'link-embed')),
  )
  return {
    author: {
      displayName: DomUtils.textContent(attribution)
        .replace(/^Originally shared by\s*/, '')
        .trim(),
    },
    content: words.map((child) => DomUtils.getOuterHTML(child)).join(''),
  }
}

/** `+1'd by: Ana, Ben` */
function plusOnesOf(page: Document): string[] | undefined {
  const names = byClass(page, 'plus-oners')
  if (names === undefined) return undefined
  return DomUtils.textContent(names)
    .replace(/^[^:]*:/, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

/** `Shared with: Public`, or the names of circles and of a community. */
function aclOf(element: Element | undefined): WirePost['postAcl'] {
  if (element === undefined) return undefined
  const words = DomUtils.textContent(element)
    .replace(/^[^:]*:/, '')
    .trim()
  const community = /^Community (?:post in |)(.+)/.exec(words)?.[1]
  return {
    isPublic: /\bpublic\b/i.test(words),
    ...(community === undefined ? {} : { communityAcl: { community: { displayName: community } } }),
  }
}

function byClass(within: Document | Element, name: string): Element | undefined {
  return DomUtils.findOne((element) => hasClass(element, name), within.children) ?? undefined
}

function allByClass(within: Document, name: string): Element[] {
  return DomUtils.findAll((element) => hasClass(element, name), within.children)
}

function hasClass(element: { attribs: Record<string, string> }, name: string): boolean {
  return (element.attribs['class'] ?? '').split(/\s+/).includes(name)
}

function isElement(node: unknown): node is Element {
  return typeof node === 'object' && node !== null && 'attribs' in node
}

function innerHtml(element: Element | undefined): string {
  return element === undefined ? '' : DomUtils.getInnerHTML(element)
}
