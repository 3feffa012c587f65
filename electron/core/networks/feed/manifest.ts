import type { NetworkManifest, StreamKindManifest } from '#shared/domain/network'

const minuteMs = 60_000
const always = {
  withoutAccount: true,
  needsAccount: false,
  floorMs: 5 * minuteMs,
  defaultMs: 30 * minuteMs,
} as const

const streamKinds: StreamKindManifest[] = [
  {
    kind: 'feed',
    label: 'Feed',
    fields: [
      {
        name: 'url',
        label: 'Address',
        kind: 'url',
        placeholder: 'https://blog.example/feed',
        help: 'Of a feed, or of a page that links to one. RSS, Atom, RDF and JSON Feed; Google Alerts with delivery to RSS.',
        required: true,
      },
    ],
    ...always,
  },
  {
    kind: 'comments',
    label: 'Comments on our site',
    fields: [
      {
        name: 'url',
        label: 'Address of the comments feed',
        kind: 'url',
        placeholder: 'https://blog.example/comments/feed',
        help: 'Comments count as spoken to you. For comments on somebody else’s site, choose Feed.',
        required: true,
      },
    ],
    ...always,
  },
  {
    kind: 'mentions',
    label: 'Mentions of us on other pages',
    fields: [
      {
        name: 'url',
        label: 'Address of the feed of mentions',
        kind: 'url',
        placeholder: 'https://webmention.io/api/mentions.atom?token=…',
        help: 'Each entry counts as spoken to you: webmentions of your site, or Google Alerts for your name with delivery to RSS.',
        required: true,
      },
    ],
    ...always,
  },
  {
    kind: 'keyword',
    label: 'Words in the feeds I listen to',
    fields: [
      {
        name: 'query',
        label: 'Listen for',
        kind: 'query',
        placeholder: '"late parcel" -hiring',
        help: 'Looks through what your feeds bring; no feed can be searched.',
        required: true,
      },
    ],
    ...always,
    here: true,
  },
]

export const manifest: NetworkManifest = {
  id: 'feed',
  label: 'Feeds',
  badge: 'RS',
  color: { light: '#9a4a00', dark: '#f2a154' },
  signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
  streamKinds,
  speaks: {
    reply: 'browser',
    reason: 'A feed has no way to answer; the entry opens in your browser.',
    visibilities: [],
    contentWarning: false,
  },
  importFormats: ['opml'],
}
