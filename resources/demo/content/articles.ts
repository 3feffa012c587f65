import type { WrittenFeed } from './article.ts'
import { gazette } from './articles-gazette.ts'
import { alerts, library, mend, mill, pier, tides } from './articles-neighbours.ts'

export const writtenFeeds: readonly WrittenFeed[] = [gazette, mill, tides, library, pier, mend, alerts]
