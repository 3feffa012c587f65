import { useQuery } from '@tanstack/react-query'
import type { calls, Input, Output } from '#shared/contract'
import { core } from './client.ts'
import { keys } from './keys.ts'

/** Posts: what answers nothing. The dialog shows its own failures, so both acts throw a Failure. */

export type PostStart = Output<typeof calls, 'posts.begin'>
export type PostSpeaker = PostStart['speakers'][number]

/** Who can post, and the words that wait: asked once for every opening of the dialog. */
export const usePostStart = (opening: number | undefined) =>
  useQuery({
    queryKey: keys.post(opening),
    queryFn: () => core.call('posts.begin', {}),
    enabled: opening !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  })

export const savePost = (words: Input<typeof calls, 'posts.save'>) => core.call('posts.save', words)
export const sendPost = (words: Input<typeof calls, 'posts.send'>) => core.call('posts.send', words)
