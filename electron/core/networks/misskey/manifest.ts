import type { NetworkManifest } from '#shared/domain/network'

export const manifest: NetworkManifest = {
  id: 'misskey',
  label: 'Misskey',
  badge: 'Mi',
  color: { light: '#4a7300', dark: '#a3d952' },
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
        'Sign in on your server’s page, look at what Earshot may do, and choose Allow. This window goes on by itself.',
      ],
      token: [
        'Open your server in the browser and go to Settings, then Service integration (on older servers: API).',
        'Choose Generate access token and give it a name, for example Earshot.',
        'Switch on View your account information, View your notifications, Compose or delete notes, and Edit your reactions, and nothing else.',
        'Press the tick at the top and copy the token into the field. It is shown only once.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions, replies and quotes',
      calls: ['i/notifications', 'notes/mentions'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 30_000,
      defaultMs: 60_000,
    },
    {
      kind: 'hashtag',
      label: 'Hashtag',
      calls: ['notes/search-by-tag'],
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
      label: 'Words in notes',
      calls: ['notes/search'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Search for',
          kind: 'query',
          placeholder: '"late parcel" -hiring',
          help: 'Needs a server whose search of notes is open to your account. An antenna hears words too, on any server.',
          required: true,
        },
      ],
      floorMs: 120_000,
      defaultMs: 300_000,
    },
    {
      kind: 'list',
      label: 'Antenna or list',
      calls: ['antennas/notes', 'notes/user-list-timeline'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'address',
          label: 'Address of the antenna or list',
          kind: 'text',
          placeholder: 'https://town.example/timeline/antenna/9x1b2c3d4e',
          help: 'Open it on your server, and copy what stands in the address bar.',
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
    visibilities: ['public', 'home', 'followers', 'specified'],
    contentWarning: true,
  },
  textRule: { unit: 'codepoints', max: 3000 },
  importFormats: [],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words:
      'What was edited or deleted at its server is so here as soon as the live stream tells of it, else when it is looked at again.',
  },
  acts: ['like', 'unlike'],
  forbids: [
    'Many servers let only some roles search in the words of notes.',
    'Three hundred notes an hour may be written, and servers may allow less.',
  ],
  links: [{ label: 'Misskey API', url: 'https://misskey-hub.net/en/docs/for-developers/api/' }],
}
