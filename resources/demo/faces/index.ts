import { blueskyFace } from './bluesky.ts'
import type { Face, FaceSetting } from './face.ts'
import { feedsFace } from './feeds.ts'
import { mastodonFace } from './mastodon.ts'
import { picturesFace } from './pictures.ts'

/** Every face of the world, asked in this order. A new network is one more file and one more name here. */
export const faces: readonly ((setting: FaceSetting) => Face)[] = [
  // Before Mastodon: both have a document of this name, and that of Bluesky stands on another host.
  blueskyFace,
  mastodonFace,
  feedsFace,
  picturesFace,
]
