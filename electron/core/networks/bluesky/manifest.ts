import type { NetworkManifest } from '#shared/domain/network'
import { textRule } from './client.ts'

export const manifest: NetworkManifest = {
  id: 'bluesky',
  label: 'Bluesky',
  badge: 'B',
  color: { light: '#0a63c9', dark: '#6db3ff' },
  signIn: {
    browser: true,
    asksHost: false,
    pastedFirst: true,
    tokenFields: [
      {
        name: 'handle',
        label: 'Handle',
        kind: 'text',
        placeholder: 'ana.bsky.social',
        required: true,
      },
      {
        name: 'password',
        label: 'App password',
        kind: 'secret',
        placeholder: 'abcd-efgh-ijkl-mnop',
        help: 'Used once to sign in. What is kept, sealed on this machine, is a session that can be ended at any time.',
        required: true,
      },
      {
        name: 'host',
        label: 'Server',
        kind: 'text',
        placeholder: 'bsky.social',
        help: 'Only for a server that cannot be found by the handle.',
        required: false,
      },
    ],
    browserFields: [
      {
        name: 'handle',
        label: 'Handle',
        kind: 'text',
        placeholder: 'ana.bsky.social',
        help: 'Needed for accounts on a server of their own. Without it, bsky.social asks who you are.',
        required: false,
      },
    ],
    steps: {
      token: [
        'Open bsky.app and go to Settings, then Privacy and security, then App passwords.',
        'Choose Add App Password and give it a name, for example Earshot. Leave "Allow access to your direct messages" off.',
        'Copy the four groups of letters into the field below. They are shown only once.',
      ],
      browser: [
        'Type your handle, or leave it empty for an account at bsky.social, and choose Sign in with the browser.',
        'On the page of your server sign in, and choose Authorize. This window goes on by itself.',
        'Such a sign-in ends after two weeks, and then asks you again; an app password does not end.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions, replies and quotes',
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 20_000,
      defaultMs: 60_000,
    },
    {
      kind: 'keyword',
      label: 'Keywords',
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: 'refund OR "late parcel"',
          required: true,
        },
        {
          name: 'source',
          label: 'Source',
          kind: 'text',
          placeholder: 'search',
          help: 'Empty asks the search every few minutes. "jetstream" hears words the moment they are written, by receiving every post of the network: some gigabytes a day.',
          required: false,
        },
        {
          name: 'server',
          label: 'Jetstream server',
          kind: 'text',
          placeholder: 'wss://jetstream2.us-east.bsky.network',
          help: 'Only with jetstream, and only for another server than the usual one.',
          required: false,
        },
      ],
      floorMs: 60_000,
      defaultMs: 180_000,
    },
    {
      kind: 'author',
      label: 'Posts by somebody',
      withoutAccount: false,
      needsAccount: true,
      fields: [
        { name: 'actor', label: 'Handle', kind: 'text', placeholder: '@ana.bsky.social', required: true },
      ],
      floorMs: 60_000,
      defaultMs: 300_000,
    },
  ],
  speaks: {
    reply: 'api',
    posts: true,
    visibilities: [],
    contentWarning: false,
  },
  textRule,
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    words: 'Posts that were deleted on Bluesky are deleted here when they are looked at again.',
  },
  forbids: [
    'Posts cannot be edited, only deleted.',
    'Everything posted is public; there is no narrower visibility.',
    'Authors can close a post to answers by others.',
    'A sign-in by the browser ends after two weeks with programs that have no server of their own; an app password does not.',
    'The search is meant for people: it is asked no more often than every minute, and leaves out some accounts by its own rules.',
  ],
  hosts: ['bsky.social', '*.host.bsky.network', 'public.api.bsky.app', 'plc.directory', '*.bsky.network'],
  links: [
    { label: 'App passwords', url: 'https://bsky.app/settings/app-passwords' },
    { label: 'Rate limits', url: 'https://docs.bsky.app/docs/advanced-guides/rate-limits' },
    { label: 'Jetstream', url: 'https://github.com/bluesky-social/jetstream' },
  ],
}
