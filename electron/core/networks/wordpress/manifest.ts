import type { NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000

export const manifest: NetworkManifest = {
  id: 'wordpress',
  label: 'WordPress',
  badge: 'W',
  color: { light: '#1d5f83', dark: '#79b8dd' },
  signIn: {
    browser: true,
    asksHost: true,
    tokenFields: [
      {
        name: 'user',
        label: 'Name',
        kind: 'text',
        placeholder: 'crumb',
        help: 'The name or mail address that you sign in to the blog with.',
        required: true,
      },
      {
        name: 'password',
        label: 'Application password',
        kind: 'secret',
        placeholder: 'abcd efgh ijkl mnop qrst uvwx',
        help: 'Not the password that you sign in with. Kept sealed on this machine and sent to your blog only.',
        required: true,
      },
    ],
    steps: {
      browser: [
        'The server is the address of the blog, for example blog.town.example. Choose Sign in with the browser.',
        'Sign in to the blog, and on the page Authorize Application choose Yes, I approve of this connection.',
        'The window goes on by itself with WordPress 7.0 and newer. An older blog sends nobody back: paste an application password there.',
        'Editors and administrators can moderate, everybody else can listen and answer.',
      ],
      token: [
        'Sign in to your blog in the browser and open Users, then Profile.',
        'Under Application Passwords type a name, for example Earshot, and choose Add New Application Password.',
        'Copy the password into the field; its spaces do not matter.',
        'Editors and administrators can moderate, everybody else can listen and answer.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'comments',
      label: 'Comments on a blog',
      calls: ['wp/v2/comments'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'site',
          label: 'Address of the blog',
          kind: 'url',
          placeholder: 'https://blog.example',
          help: 'Only needed to listen without an account. Comments count as spoken to you.',
          required: false,
        },
      ],
      floorMs: minuteMs,
      defaultMs: 5 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words in comments',
      calls: ['wp/v2/comments'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        { name: 'query', label: 'Listen for', kind: 'query', placeholder: 'rye -hiring', required: true },
        {
          name: 'site',
          label: 'Address of the blog',
          kind: 'url',
          placeholder: 'https://blog.example',
          help: 'Only needed to listen without an account.',
          required: false,
        },
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 10 * minuteMs,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  // The column of a comment holds this many bytes (wp_get_comment_fields_max_lengths).
  textRule: { unit: 'bytes', max: 65_525 },
  importFormats: [],
  acts: ['approve', 'hold', 'spam', 'trash'],
  retention: {
    recheckHours: 24,
    withoutAccount: true,
    words: 'Stored comments are looked at again, so that what was edited or deleted there is so here.',
  },
  forbids: [
    'Comments of others cannot be edited here; the blog’s own screens can.',
    'Pingbacks are not listened to.',
    'The browser sign-in needs WordPress 7.0; older blogs take a pasted application password.',
  ],
  links: [
    {
      label: 'Application passwords',
      url: 'https://developer.wordpress.org/advanced-administration/security/application-passwords/',
    },
  ],
}
