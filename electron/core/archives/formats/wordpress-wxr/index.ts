import { refSpaceOf } from '../../../networks/wordpress/parse.ts'
import type { ArchiveFiles, ArchiveFormat, Found, Reading } from '../../types.ts'
import { blogOf, idOf, type Blog } from './blog.ts'
import { commentItem, isComment, isPublished, postItem } from './items.ts'
import { wxrRecords, type WxrRecord } from './xml.ts'

/**
 * WXR, the export of WordPress (versions 1.0 to 1.2): RSS with what WordPress adds to it, one file or several. Posts, pages
 * and all comments, also those that wait or were thrown away.
 */

const isXml = (path: string): boolean => /\.xml$/i.test(path)
/** Heads that are looked at: exports in parts are alike. */
const mostHeads = 3

async function recognises(files: ArchiveFiles): Promise<boolean> {
  for (const path of xmlIn(files).slice(0, mostHeads)) if (await isExport(files, path)) return true
  return false
}

/** Names of `.xml`, or one file whatever it is called. */
function xmlIn({ paths }: ArchiveFiles): string[] {
  const named = paths.filter(isXml)
  return named.length > 0 || paths.length !== 1 ? named : [...paths]
}

async function isExport(files: ArchiveFiles, path: string): Promise<boolean> {
  const head = new TextDecoder().decode(await files.head(path))
  return head.includes('http://wordpress.org/export/1.') && head.includes('<rss')
}

async function* read(files: ArchiveFiles, reading: Reading): AsyncGenerator<Found> {
  const exports = new Set<string>()
  for (const path of xmlIn(files)) if (await isExport(files, path)) exports.add(path)
  for await (const { path, open } of files.entries((one) => exports.has(one))) {
    const walk = new Walk()
    for await (const record of wxrRecords(open())) {
      if (reading.signal.aborted) return
      const found = walk.take(record)
      if (typeof found === 'object') yield found
      else if (found !== undefined && record.type !== 'blog')
        reading.notUnderstood(path, `line ${String(record.line)}`, found)
    }
  }
}

/** Goes through one file: the blog first, then each post with its comments. */
class Walk {
  #blog: Blog | undefined
  /** Comments of the blog's only author below the post that is open. */
  readonly #ours = new Set<number>()

  /** What a record is; undefined where it is nothing to hear; why not, where it cannot be read. */
  take(record: WxrRecord): Found | string | undefined {
    if (record.type === 'blog') {
      this.#blog = blogOf(record.fields, record.authors)
      return undefined
    }
    if (record.type === 'broken') return record.why
    const blog = this.#blog
    if (blog === undefined) return 'it stands before the blog that it belongs to'
    if (record.type === 'post') {
      this.#ours.clear()
      return isPublished(record.fields) ? foundAs(postItem(record.fields, blog), blog) : undefined
    }
    if (!isComment(record.fields)) return undefined
    const found = foundAs(commentItem(record.fields, record.post, blog, this.#ours), blog)
    if (typeof found === 'object' && found.item.mine) this.#ours.add(idOf(record.fields.get('wp:comment_id')))
    return found
  }
}

function foundAs(item: Found['item'] | string, { site }: Blog): Found | string {
  return typeof item === 'string' ? item : { network: 'wordpress', refSpace: refSpaceOf(site), item }
}

export const format = {
  id: 'wordpress-wxr',
  label: 'WordPress export',
  steps: [
    'Sign in to your blog as an administrator and open Tools, Export.',
    'Choose All content and Download Export File. Blogs at wordpress.com: Tools, Export, Export all.',
    'Choose the .xml file here, or the zip or folder with all of its parts.',
    'Comments that were marked as spam are not in it: WordPress leaves them out.',
  ],
  recognises,
  read,
} satisfies ArchiveFormat
