import { z } from 'zod'
import { Failure } from '#shared/failure'
import { wireUser, type WireUser } from '../../../networks/x/wire.ts'
import { textWhole } from '../../json-records.ts'
import type { ArchiveFiles } from '../../types.ts'

/** Whose archive it is. Posts do not say who wrote them: all of them are the owner's. */

const id = z.string().regex(/^\d{1,19}$/)
const text = z.string().optional().catch(undefined)

const account = z
  .tuple([
    z.looseObject({
      account: z.looseObject({ accountId: id, username: z.string().min(1), accountDisplayName: text }),
    }),
  ])
  .transform(([{ account: one }]) => ({
    id: one.accountId,
    username: one.username,
    name: one.accountDisplayName,
  }))
const manifest = z
  .looseObject({
    userInfo: z.looseObject({ accountId: id, userName: z.string().min(1), displayName: text }),
  })
  .transform(({ userInfo: one }) => ({ id: one.accountId, username: one.userName, name: one.displayName }))
const profile = z
  .tuple([
    z.looseObject({
      profile: z.looseObject({
        description: z.looseObject({ bio: text }).optional().catch(undefined),
        avatarMediaUrl: text,
      }),
    }),
  ])
  .transform(([{ profile: one }]) => ({ bio: one.description?.bio, avatar: one.avatarMediaUrl }))

/** These files hold one record of a person. */
const mostBytes = 4 * 1024 * 1024

const isOfOwner = (path: string): boolean => /(?:^|\/)(?:account|manifest|profile)\.js$/.test(path)

/** Throws bad-input where nothing in the archive says whose it is. */
export async function ownerOf(files: ArchiveFiles, isInside: (path: string) => boolean): Promise<WireUser> {
  let byAccount: z.infer<typeof account> | undefined
  let byManifest: z.infer<typeof manifest> | undefined
  let about: z.infer<typeof profile> | undefined
  for await (const { path, open } of files.entries((one) => isInside(one) && isOfOwner(one))) {
    const value = valueOf(await textWhole(open(), mostBytes))
    byAccount ??= path.endsWith('account.js') ? account.safeParse(value).data : undefined
    byManifest ??= path.endsWith('manifest.js') ? manifest.safeParse(value).data : undefined
    about ??= path.endsWith('profile.js') ? profile.safeParse(value).data : undefined
  }
  const person = byAccount ?? byManifest
  if (person === undefined)
    throw new Failure(
      'bad-input',
      'This archive of X does not say whose it is: data/account.js is missing or damaged. Choose the zip as X sent it.',
    )
  return wireUser.parse({ ...person, description: about?.bio, profile_image_url: about?.avatar })
}

/** What a script assigns: everything after its first equals sign. Undefined where that is no JSON. */
function valueOf(script: string): unknown {
  try {
    return JSON.parse(script.slice(script.indexOf('=') + 1).replace(/;\s*$/, ''))
  } catch {
    // Another file may say the same; if none does, that is told.
    return undefined
  }
}
