import type { FormField, NetworkManifest } from '#shared/domain/network'

const server: FormField = {
  name: 'server',
  label: 'Enterprise Server',
  kind: 'text',
  placeholder: 'github.company.example',
  help: 'Leave empty for github.com.',
  required: false,
}

export const manifest: NetworkManifest = {
  id: 'github',
  label: 'GitHub',
  badge: 'gh',
  color: { light: '#3d444d', dark: '#b7bdc8' },
  signIn: {
    browser: false,
    device: true,
    asksHost: false,
    browserFields: [
      {
        name: 'clientId',
        label: 'Client ID of your OAuth app',
        kind: 'text',
        placeholder: 'Ov23li0123456789abcd',
        help: 'GitHub: Settings, Developer settings, OAuth Apps, New OAuth App; any address will do as callback. Tick Enable Device Flow. No secret is needed.',
        required: true,
      },
      server,
    ],
    tokenFields: [
      {
        name: 'token',
        label: 'Classic token',
        kind: 'secret',
        required: true,
        help: 'Kept sealed on this machine and sent to GitHub only.',
      },
      server,
    ],
    steps: {
      code: [
        'Open GitHub and go to Settings, Developer settings, OAuth Apps, New OAuth App.',
        'Give it a name, for example Earshot; any homepage and any callback address will do. Register it.',
        'Tick Enable Device Flow, choose Update application, and copy the client ID into the field. No secret is needed.',
        'Choose Get a code, type it on GitHub’s page, and choose Authorize.',
      ],
      token: [
        'Open GitHub and go to Settings, Developer settings, Personal access tokens, Tokens (classic).',
        'Choose Generate new token (classic) and give it a name, for example Earshot.',
        'Tick notifications and public_repo; for private repositories tick repo instead of public_repo.',
        'Generate the token and copy it into the field. Fine-grained tokens may not read notifications.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions, and threads you take part in',
      calls: ['notifications'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 60_000,
    },
    {
      kind: 'list',
      label: 'Everything in repositories you watch',
      calls: ['notifications'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 120_000,
    },
    {
      kind: 'keyword',
      label: 'Words in issues and discussions',
      calls: ['search/issues'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Search for',
          kind: 'query',
          placeholder: '"oven timer" -hiring',
          help: 'Looks through public issues, pull requests and discussions, and what your sign-in may read.',
          required: true,
        },
      ],
      floorMs: 120_000,
      defaultMs: 300_000,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  textRule: { unit: 'codepoints', max: 65_536 },
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    words: 'What was edited or deleted on GitHub is so here when it is looked at again.',
  },
  forbids: [
    'Fine-grained tokens and GitHub Apps may not read notifications.',
    'Search gives a thousand results at most, and thirty requests a minute.',
  ],
  hosts: ['github.com', 'api.github.com'],
  links: [
    { label: 'New classic token', url: 'https://github.com/settings/tokens/new' },
    { label: 'OAuth apps', url: 'https://github.com/settings/developers' },
  ],
}
