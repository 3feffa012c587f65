import type { Face, FaceSetting } from './face.ts'
import { feedsFace } from './feeds.ts'
import { hackerNewsFace } from './hackernews.ts'
import { mastodonFace } from './mastodon.ts'
import { picturesFace } from './pictures.ts'
import { wordpressFace } from './wordpress.ts'

/** Every face of the world, asked in this order. A new network is one more file and one more name here. */
export const faces: readonly ((setting: FaceSetting) => Face)[] = [
  mastodonFace,
  feedsFace,
  hackerNewsFace,
  wordpressFace,
  picturesFace,
]
