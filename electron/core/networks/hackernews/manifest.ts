import type { FormField, NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000
const always = { withoutAccount: true, needsAccount: false } as const
const user: FormField = {
  name: 'user',
  label: 'User',
  kind: 'text',
  placeholder: 'pg',
  help: 'Upper and lower case matter, as they do there.',
  required: true,
}

export const manifest: NetworkManifest = {
  id: 'hackernews',
  label: 'Hacker News',
  badge: 'Y',
  color: { light: '#a8400b', dark: '#ff9a5c' },
  signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
  streamKinds: [
    {
      kind: 'replies',
      label: 'Replies to a user',
      calls: ['search_by_date'],
      fields: [{ ...user, help: 'Yours: what is said in answer to it counts as said to you.' }],
      floorMs: minuteMs,
      defaultMs: 5 * minuteMs,
      ...always,
    },
    {
      kind: 'keyword',
      label: 'Words in stories and comments',
      calls: ['search_by_date'],
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: 'sourdough OR "bakery software"',
          help: 'Also finds words in the addresses of stories.',
          required: true,
        },
      ],
      floorMs: minuteMs,
      defaultMs: 5 * minuteMs,
      ...always,
    },
    {
      kind: 'author',
      label: 'What a user writes',
      calls: ['search_by_date'],
      fields: [user],
      floorMs: minuteMs,
      defaultMs: 15 * minuteMs,
      ...always,
    },
  ],
  speaks: {
    reply: 'browser',
    reason: 'Hacker News takes no answers from programs; its reply page opens in your browser.',
    visibilities: [],
    contentWarning: false,
  },
  importFormats: [],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words: 'Stored posts are looked at again, so that what was deleted or flagged there is so here.',
  },
  forbids: [
    'Answers are written on Hacker News itself.',
    'Comments show no points but to their authors.',
    'Deleted and flagged comments are not told; they are noticed when stored ones are looked at again.',
  ],
  hosts: ['hn.algolia.com'],
  links: [{ label: 'Search API', url: 'https://hn.algolia.com/api' }],
}
