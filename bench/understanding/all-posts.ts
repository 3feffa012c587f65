import { posts as de } from './posts-de.ts'
import { posts as en } from './posts-en.ts'
import { posts as es } from './posts-es.ts'
import { posts as fr } from './posts-fr.ts'
import { posts as it } from './posts-it.ts'
import { posts as ja } from './posts-ja.ts'
import { posts as later } from './posts-later.ts'
import { posts as nl } from './posts-nl.ts'
import { posts as pt } from './posts-pt.ts'
import type { LabelledPost } from './post.ts'

/** Languages with a full set, and two with fewer posts for languages and questions alone. */
export const fullLanguages = ['en', 'de', 'fr', 'es', 'pt', 'it'] as const
export const allLanguages = [...fullLanguages, 'nl', 'ja'] as const

export const allPosts: readonly LabelledPost[] = [...en, ...de, ...fr, ...es, ...pt, ...it, ...nl, ...ja]

/** Harder ones, measured apart. */
export const laterPosts: readonly LabelledPost[] = later
