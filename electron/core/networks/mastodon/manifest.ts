import type { NetworkManifest } from '#shared/domain/network'

export const manifest: NetworkManifest = {
  id: 'mastodon',
  label: 'Mastodon',
  badge: 'M',
  color: { light: '#563acc', dark: '#a99cff' },
  signIn: {
    browser: true,
    asksHost: true,
    tokenFields: [
      {
        name: 'token',
        label: 'Access token',
        kind: 'secret',
        required: true,
        help: 'Kept sealed on this machine and sent to your server only.',
      },
    ],
    steps: {
      browser: [
        'The server is the one where your account is, for example town.example. Choose Sign in with the browser.',
        'Sign in on your server’s page, and choose Authorize. This window goes on by itself.',
      ],
      token: [
        'Open your server in the browser and go to Preferences, then Development.',
        'Choose New application and give it a name, for example Earshot.',
        'Tick read, write:statuses, write:favourites and nothing else, and submit.',
        'Open the new application and copy "Your access token" into the field.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions and replies',
      calls: ['notifications'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 30_000,
      defaultMs: 60_000,
    },
    {
      kind: 'hashtag',
      label: 'Hashtag',
      calls: ['timelines/tag/:tag'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        { name: 'tag', label: 'Hashtag', kind: 'text', placeholder: '#bread', required: true },
        {
          name: 'host',
          label: 'Server',
          kind: 'text',
          placeholder: 'town.example',
          help: 'Only needed to listen without an account. Some servers answer their own users only.',
          required: false,
        },
      ],
      floorMs: 60_000,
      defaultMs: 120_000,
    },
    {
      kind: 'keyword',
      label: 'Words in posts',
      calls: ['search'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Search for',
          kind: 'query',
          placeholder: '"late parcel" -hiring',
          help: 'Finds posts whose authors allow it, on servers that have full-text search.',
          required: true,
        },
      ],
      floorMs: 120_000,
      defaultMs: 300_000,
    },
    {
      kind: 'author',
      label: 'What somebody says',
      calls: ['accounts/:id/statuses'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        { name: 'who', label: 'Name', kind: 'text', placeholder: '@ana@town.example', required: true },
      ],
      floorMs: 60_000,
      defaultMs: 300_000,
    },
    {
      kind: 'list',
      label: 'A list of yours',
      calls: ['timelines/list/:id'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'list',
          label: 'List',
          kind: 'text',
          placeholder: 'Neighbours',
          help: 'Its name on your server. What its people pass on of others is left out.',
          required: true,
        },
      ],
      floorMs: 60_000,
      defaultMs: 120_000,
    },
  ],
  speaks: {
    reply: 'api',
    posts: true,
    visibilities: ['public', 'unlisted', 'private', 'direct'],
    contentWarning: true,
  },
  textRule: { unit: 'graphemes', max: 500, urlWeight: 23, mentionLocalPartOnly: true, warningCounts: true },
  importFormats: [],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words:
      'What was edited or deleted at its server is so here as soon as the live stream tells of it, else when it is looked at again.',
  },
  acts: ['like', 'unlike'],
}
