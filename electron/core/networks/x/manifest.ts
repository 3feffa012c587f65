import type { NetworkManifest, Price } from '#shared/domain/network'

const source = 'https://docs.x.com/x-api/getting-started/pricing, read 28 August 2026'

/**
 * What X charges, as data: change it here when X does. Reads are paid for each thing that comes back, so that asking
 * for what is new and finding nothing is free. People and pictures that come along with posts are counted too: X
 * lists prices for them, and does not say that they are free there.
 */
export const prices = [
  { call: 'post-read', label: 'a post read', microUsd: 5000, per: 'item', source },
  { call: 'owned-read', label: 'a post to you or by you, read by your own app', microUsd: 1000, per: 'item', source },
  { call: 'user-read', label: 'a person read', microUsd: 10_000, per: 'item', source },
  { call: 'media-read', label: 'a picture or video read', microUsd: 5000, per: 'item', source },
  { call: 'post-create', label: 'a post written', microUsd: 15_000, per: 'request', source },
  { call: 'post-create-link', label: 'a post written with an address in it', microUsd: 200_000, per: 'request', source },
  { call: 'post-create-summoned', label: 'a reply to somebody who mentions you', microUsd: 10_000, per: 'request', source },
] as const satisfies readonly Price[] // prettier-ignore

/** A name of the price table. */
export type PricedCall = (typeof prices)[number]['call']

/** The browser must come back to this very port: X compares the whole address with the one that the app names. */
export const redirectPort = 41_863
const callback = `http://127.0.0.1:${String(redirectPort)}/callback`

const ownApp = {
  name: 'ownsApp',
  label: 'Is the app in this account’s own developer account? (yes or no)',
  kind: 'text',
  required: false,
  placeholder: 'yes',
  help: 'X then charges a fifth for what mentions you. Anything but yes counts the full price.',
} as const

const appBearer = {
  name: 'appBearer',
  label: 'App bearer token',
  kind: 'secret',
  required: false,
  help: 'Only to hear at once what mentions you or holds your words; without it X is asked every few minutes.',
} as const

const clientId = {
  name: 'clientId',
  label: 'OAuth 2.0 client ID',
  kind: 'text',
  help: 'Of an app of your own at console.x.com. It is no secret.',
} as const

export const manifest: NetworkManifest = {
  id: 'x',
  label: 'X',
  badge: 'X',
  color: { light: '#3b3a36', dark: '#d5d2ca' },
  signIn: {
    browser: true,
    asksHost: false,
    redirectPort,
    browserFields: [{ ...clientId, required: true }, ownApp, appBearer],
    tokenFields: [
      {
        name: 'accessToken',
        label: 'OAuth 2.0 user access token',
        kind: 'secret',
        required: true,
        help: 'Lives two hours; with a refresh token and the client ID it is renewed by itself.',
      },
      { name: 'refreshToken', label: 'Refresh token', kind: 'secret', required: false },
      { ...clientId, required: false },
      ownApp,
      appBearer,
    ],
    steps: {
      browser: [
        'Open console.x.com, sign in as the account that is to speak, and add credits: X charges by use.',
        'Make an app of your own, and in its user authentication settings choose Read and write, and Native App.',
        `Write ${callback} as its callback address, exactly so.`,
        'Copy the client ID. To hear at once, copy the bearer token too.',
        'Choose Sign in with the browser, and on X’s page choose Authorize app.',
      ],
      token: [
        'Open console.x.com, sign in as the account that is to speak, and add credits: X charges by use.',
        'Make an app of your own, and in its user authentication settings choose Read and write.',
        'With any OAuth 2.0 tool of yours, ask X for a user access token of this app with the scopes tweet.read, tweet.write, users.read and offline.access.',
        'Copy the access token into the field. Copy the refresh token and the client ID too: without them you are signed out after two hours.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions and replies',
      calls: ['2/users/:id/mentions'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 120_000,
      costs: ['post-read', 'user-read'],
    },
    {
      kind: 'keyword',
      label: 'Words in posts',
      calls: ['2/tweets/search/recent'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: '"late parcel" OR #lateparcel -hiring',
          help: 'What X understands of it is asked there and costs money for each post; the rest is filtered here.',
          required: true,
        },
      ],
      floorMs: 60_000,
      defaultMs: 300_000,
      costs: ['post-read', 'user-read'],
    },
  ],
  speaks: {
    reply: 'api',
    posts: true,
    reason:
      'X lets programs answer only where you are mentioned or are the author. Here the answer is yours to post in the browser.',
    visibilities: [],
    contentWarning: false,
  },
  textRule: { unit: 'weighted', max: 280, urlWeight: 23 },
  importFormats: [],
  prices: [...prices],
  // No recheckHours: each look at what is stored is charged like hearing it once more.
  retention: {
    words:
      'What is deleted there is deleted here when the live streams tell of it, or when you ask for the whole conversation. Every look at a stored post costs what reading it costs, so none is taken by itself. X may ask you to delete something, within 24 hours.',
  },
  forbids: [
    'Programs may answer only where you are mentioned or are the author; elsewhere the answer opens in your browser.',
    'Likes, follows and quotes by programs are closed to self-serve apps, so there is no like here.',
    'Search goes seven days back, no further.',
    'Nothing heard there may train models, and nothing may be inferred about health, politics or religion.',
  ],
  hosts: ['api.x.com'],
  links: [
    { label: 'Developer console: apps, credits, usage', url: 'https://console.x.com' },
    { label: 'Prices', url: 'https://docs.x.com/x-api/getting-started/pricing' },
  ],
}
