import type { FormField, NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000

const site: FormField = {
  name: 'site',
  label: 'Address of the forum',
  kind: 'url',
  placeholder: 'https://forum.example',
  help: 'Only needed to listen without an account.',
  required: false,
}

export const manifest: NetworkManifest = {
  id: 'discourse',
  label: 'Discourse',
  badge: 'Dc',
  color: { light: '#8a4b00', dark: '#e3a857' },
  signIn: {
    browser: true,
    asksHost: true,
    pasteBack: {
      label: 'What the page shows',
      help: 'After you said yes, the forum shows a block of letters and digits. Copy all of it and paste it here.',
    },
    tokenFields: [
      {
        name: 'user',
        label: 'Name on the forum',
        kind: 'text',
        placeholder: 'crumb',
        required: true,
      },
      {
        name: 'key',
        label: 'API key',
        kind: 'secret',
        help: 'Made by an administrator. Kept sealed on this machine and sent to your forum only.',
        required: true,
      },
    ],
    steps: {
      browser: [
        'The server is the address of the forum, for example forum.town.example. Choose Sign in with the browser; nobody has to allow it first.',
        'Sign in on the forum’s page, and choose Authorize.',
        'Copy the whole block of letters and digits that the page shows, and paste it into the waiting window.',
      ],
      token: [
        'This is for forums that grant no keys to their members: there an administrator makes one.',
        'An administrator opens Admin, then Advanced, then API keys (on older forums: Admin, API), and chooses New API key (Add API key).',
        'User level is Single user with your name, scope is Global. The key is shown once.',
        'Type your name on the forum, and paste the key.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions and replies',
      calls: ['notifications.json'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: minuteMs,
      defaultMs: 2 * minuteMs,
    },
    {
      kind: 'feed',
      label: 'Everything on a forum',
      calls: ['posts.json'],
      withoutAccount: true,
      needsAccount: false,
      fields: [site],
      floorMs: minuteMs,
      defaultMs: 5 * minuteMs,
    },
    {
      kind: 'list',
      label: 'A category or tag',
      calls: ['search.json'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'where',
          label: 'Address of the category or tag',
          kind: 'url',
          placeholder: 'https://forum.example/c/bread/5',
          help: 'As the browser shows it when the category or tag is open.',
          required: true,
        },
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 10 * minuteMs,
    },
    {
      kind: 'author',
      label: 'A person',
      calls: ['u/:name/activity.json'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        { name: 'user', label: 'Name on the forum', kind: 'text', placeholder: '@maria', required: true },
        site,
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 15 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words',
      calls: ['search.json'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        { name: 'query', label: 'Listen for', kind: 'query', placeholder: 'rye -hiring', required: true },
        site,
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 10 * minuteMs,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  textRule: { unit: 'codepoints', max: 32_000 },
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words: 'What was edited, deleted or hidden on a forum is so here when it is looked at again.',
  },
  forbids: [
    'A forum wants a least number of characters in a post: 20, and 10 in private topics, unless its keepers chose others.',
    'A forum lets one key ask 20 times a minute and 2,880 times a day; listen to a busy forum less often.',
    'A forum may ask for a level of trust before it grants keys to its members.',
    'What a forum looks at before it shows it waits there: it is marked as held here, and not sent again.',
    'New topics are begun on the forum itself; reading here marks nothing as read there.',
    'Chat is not listened to.',
  ],
  links: [
    { label: 'User API keys', url: 'https://meta.discourse.org/t/user-api-keys-specification/48536' },
    { label: 'API of Discourse', url: 'https://docs.discourse.org' },
  ],
}
