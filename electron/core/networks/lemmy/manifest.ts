import type { FormField, NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000

const host: FormField = {
  name: 'host',
  label: 'Server',
  kind: 'text',
  placeholder: 'town.example',
  help: 'Only needed to listen without an account.',
  required: false,
}

export const manifest: NetworkManifest = {
  id: 'lemmy',
  label: 'Lemmy',
  badge: 'L',
  color: { light: '#0b6b45', dark: '#5fd39c' },
  signIn: {
    browser: false,
    asksHost: true,
    tokenFields: [
      {
        name: 'user',
        label: 'Name or mail address',
        kind: 'text',
        placeholder: 'crumb',
        help: 'The name without the server, as you sign in there.',
        required: true,
      },
      {
        name: 'password',
        label: 'Password',
        kind: 'secret',
        help: 'Sent to your server once, for a token of its own, and not kept.',
        required: true,
      },
      {
        name: 'code',
        label: 'Code of the second factor',
        kind: 'text',
        placeholder: '123456',
        help: 'Only if you switched it on in the settings of your account.',
        required: false,
      },
    ],
    steps: {
      token: [
        'The server is the one where your account is, for example town.example.',
        'Type the name and the password that you sign in with on its page; Lemmy has no tokens to copy.',
        'If you use a second factor, type the code that your authenticator shows now.',
        'To end it again, change the password in the settings of your account there: that ends every session.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'replies',
      label: 'Replies to your posts and comments',
      calls: ['user/replies', 'account/notification/list'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: minuteMs,
      defaultMs: minuteMs,
    },
    {
      kind: 'mentions',
      label: 'Mentions',
      calls: ['user/mention', 'account/notification/list'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: minuteMs,
      defaultMs: 2 * minuteMs,
    },
    {
      kind: 'list',
      label: 'Posts and comments of a community',
      calls: ['post/list', 'comment/list'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'community',
          label: 'Community',
          kind: 'text',
          placeholder: '!bread@town.example',
          help: 'Or the address of its page.',
          required: true,
        },
        { ...host, help: 'Which server to ask without an account; else the one that keeps the community.' },
      ],
      floorMs: minuteMs,
      defaultMs: 5 * minuteMs,
    },
    {
      kind: 'author',
      label: 'What a user writes',
      calls: ['user', 'person/content'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'user',
          label: 'User',
          kind: 'text',
          placeholder: '@ana@town.example',
          help: 'Or the address of the page.',
          required: true,
        },
        { ...host, help: 'Which server to ask without an account; else the one of the user.' },
      ],
      floorMs: minuteMs,
      defaultMs: 10 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words in posts and comments',
      calls: ['search'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: '"late parcel" -hiring',
          help: 'Finds what your server knows of the communities that its people follow.',
          required: true,
        },
        host,
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 10 * minuteMs,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  // The longest body of a comment, in characters (lemmy_utils, BODY_MAX_LENGTH).
  textRule: { unit: 'codepoints', max: 10_000 },
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words: 'What was edited, deleted or removed at its server is so here when it is looked at again.',
  },
  forbids: [
    'Private messages are not heard.',
    'A server shows what is written in the languages chosen in your settings there, and nothing of those you block.',
    'Search is for words as they stand: é and e are two letters to it.',
  ],
  links: [
    { label: 'What Lemmy is', url: 'https://join-lemmy.org' },
    { label: 'Servers', url: 'https://join-lemmy.org/instances' },
  ],
}
