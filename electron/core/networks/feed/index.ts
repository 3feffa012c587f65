import type { Network } from '../types.ts'
import { checkConfig } from './check-config.ts'
import { discover } from './discover.ts'
import { manifest } from './manifest.ts'
import { readImport, writeExport } from './opml.ts'
import { pull } from './pull.ts'
import { parseRecorded } from './recorded.ts'

/** RSS, Atom, RDF and JSON Feed. What it can and cannot is in README.md. */
export const network = {
  manifest,
  checkConfig,
  pull: (ctx, _account, stream, cursor) => pull(ctx, stream, cursor),
  discover,
  readImport,
  writeExport,
  parseRecorded,
} satisfies Network
