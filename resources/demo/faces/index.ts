import { blueskyFace } from './bluesky.ts'
import { face as discourseFace } from './discourse.ts'
import type { Face, FaceSetting } from './face.ts'
import { facebookFace } from './facebook.ts'
import { feedsFace } from './feeds.ts'
import { githubFace } from './github.ts'
import { hackerNewsFace } from './hackernews.ts'
import { mastodonFace } from './mastodon.ts'
import { picturesFace } from './pictures.ts'
import { wordpressFace } from './wordpress.ts'
import { xFace } from './x.ts'

/** Every face of the world, asked in this order. A new network is one more file and one more name here. */
export const faces: readonly ((setting: FaceSetting) => Face)[] = [
  // Before Mastodon: both have a document of this name, and that of Bluesky stands on another host.
  blueskyFace,
  facebookFace,
  githubFace,
  mastodonFace,
  xFace,
  feedsFace,
  hackerNewsFace,
  wordpressFace,
  discourseFace,
  picturesFace,
]
