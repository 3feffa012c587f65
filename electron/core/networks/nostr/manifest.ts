import type { NetworkManifest } from '#shared/domain/network'
import { defaultRelays } from './relays.ts'

export const manifest: NetworkManifest = {
  id: 'nostr',
  label: 'Nostr',
  badge: 'N',
  color: { light: '#7b2cbf', dark: '#c79bf2' },
  signIn: {
    browser: false,
    asksHost: false,
    tokenFields: [
      {
        name: 'key',
        label: 'Key',
        kind: 'secret',
        required: true,
        help: 'nsec1… to read and write, or npub1… to read only. Kept sealed on this machine; an nsec is never sent to anybody.',
      },
      {
        name: 'relays',
        label: 'Relays',
        kind: 'text',
        placeholder: 'wss://relay.example wss://other.example',
        help: `Leave empty for the list that you published, or for ${defaultRelays.map((relay) => relay.slice(6)).join(', ')}.`,
        required: false,
      },
    ],
    steps: {
      token: [
        'Open the settings of the client that you use and look for Keys, Backup or Account.',
        'To read and write, copy the secret key, which begins with nsec1. Whoever has it can speak as you for ever.',
        'To read only, copy the public key, which begins with npub1.',
        'Paste it into the field. Your list of relays is taken from what you published.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions and replies',
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 120_000,
    },
    {
      kind: 'hashtag',
      label: 'Hashtag',
      withoutAccount: false,
      needsAccount: true,
      fields: [{ name: 'tag', label: 'Hashtag', kind: 'text', placeholder: '#bread', required: true }],
      floorMs: 60_000,
      defaultMs: 180_000,
    },
    {
      kind: 'author',
      label: 'Notes by a person',
      withoutAccount: false,
      needsAccount: true,
      fields: [{ name: 'user', label: 'Person', kind: 'text', placeholder: 'npub1…', required: true }],
      floorMs: 60_000,
      defaultMs: 180_000,
    },
    {
      kind: 'keyword',
      label: 'Words in notes',
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Search for',
          kind: 'query',
          placeholder: '"late parcel" -hiring',
          help: 'Asks those of your relays that can search. Many cannot.',
          required: true,
        },
      ],
      floorMs: 120_000,
      defaultMs: 300_000,
    },
  ],
  speaks: { reply: 'api', posts: true, visibilities: [], contentWarning: true },
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    words: 'Relays are asked for what authors wish to have deleted, and it is removed here.',
  },
  forbids: [
    'Notes cannot be changed, and a deletion is a wish that each relay may ignore.',
    'Private messages are neither read nor written.',
    'A note that names more than a hundred people is not heard.',
    'Only the relays of the account are asked: what lies elsewhere is not heard.',
    'A remote signer (NIP-46 bunker), which would keep the secret key away from programs, cannot be used: it is an nsec kept here, or reading only.',
    'No web of trust holds spam back: strangers with a new key are heard like everybody else, and mutes have to do.',
  ],
  hosts: defaultRelays.map((relay) => new URL(relay).host),
  links: [{ label: 'What Nostr is', url: 'https://nostr.how' }],
}
