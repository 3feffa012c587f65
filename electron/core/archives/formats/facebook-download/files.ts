import type { ArchiveFiles } from '../../types.ts'

/** Which files of a download hold words, by what they hold. Folders changed their names often, the files hardly. */

export type Kind = 'posts' | 'comments' | 'received'

const names: readonly { kind: Kind; name: RegExp }[] = [
  {
    kind: 'posts',
    name: /(?:^|\/)(?:your_posts(?:__check_ins__photos_and_videos)?|profile_posts|page_posts)(?:_\d+)?\.json$/,
  },
  {
    kind: 'posts',
    name: /(?:^|\/)groups\/(?:group_posts_and_comments|your_posts_in_groups)(?:_\d+)?\.json$/,
  },
  { kind: 'comments', name: /(?:^|\/)comments(?:_and_reactions)?\/comments(?:_\d+)?\.json$/ },
  { kind: 'comments', name: /(?:^|\/)groups\/your_comments_in_groups(?:_\d+)?\.json$/ },
  { kind: 'received', name: /(?:^|\/)posts\/other_people's_posts_to_your_timeline\.json$/ },
]

export function kindOf(path: string): Kind | undefined {
  return names.find(({ name }) => name.test(path))?.kind
}

/** The same download in the form for reading, which holds no moments that a program could rely on. */
export function isHtmlForm(path: string): boolean {
  return /(?:^|\/)posts\/(?:your_posts|profile_posts)[^/]*\.html$/.test(path)
}

export const isOwner = (path: string): boolean =>
  /(?:^|\/)profile_information\/profile_information\.json$/.test(path)

/** Names under which lists stand; some years wrapped them once more. */
const lists =
  /"(status_updates|comments(?:_v2)?|group_posts(?:_v2)?|group_comments(?:_v2)?|wall_posts_sent_to_you)"\s*:\s*(\[|\{\s*"activity_log_data"\s*:\s*\[)/

/** Where the records of a file stand: in a list, by the names that lead to it, or as the only one in the whole file. */
export type Place = { list: string } | 'whole'

/** Undefined where it holds nothing of the kind. */
export async function placeOf(files: ArchiveFiles, path: string): Promise<Place | undefined> {
  const head = new TextDecoder()
    .decode(await files.head(path))
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (head.startsWith('[')) return { list: '' }
  if (!head.startsWith('{')) return undefined
  const [, name, opening] = lists.exec(head) ?? []
  if (name !== undefined && opening !== undefined)
    return { list: opening === '[' ? name : `${name}.activity_log_data` }
  // One post alone comes without a list around it.
  return /"timestamp"\s*:/.test(head) ? 'whole' : undefined
}
