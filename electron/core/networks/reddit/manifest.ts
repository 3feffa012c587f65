import type { FormField, NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000

/** The browser must come back to this very port: Reddit compares the whole address with the one that the app names. */
export const redirectPort = 41_864
const callback = `http://127.0.0.1:${String(redirectPort)}/callback`

const forAll = { withoutAccount: true, needsAccount: false } as const
const forAccounts = { withoutAccount: false, needsAccount: true, fields: [] as FormField[] }

export const manifest: NetworkManifest = {
  id: 'reddit',
  label: 'Reddit',
  badge: 'R',
  color: { light: '#b8321b', dark: '#ff8b6e' },
  signIn: {
    browser: true,
    asksHost: false,
    redirectPort,
    tokenFields: [],
    browserFields: [
      {
        name: 'clientId',
        label: 'Client ID',
        kind: 'text',
        placeholder: 'p-jcoLKBynTLew',
        help: 'Of an installed app of your own that Reddit has approved. It is no secret.',
        required: true,
      },
    ],
    steps: {
      browser: [
        'Reddit approves every client by hand since November 2025: ask for it at support.reddithelp.com (API access), and say that you read and answer with your own account.',
        'When it is granted, open reddit.com/prefs/apps, choose “create another app”, and choose “installed app”.',
        `Write ${callback} as its redirect uri, exactly so.`,
        'Copy the client ID: the word below “installed app”.',
        'Without approval, listen to subreddits, users and words without an account: Reddit’s feeds give the newest hundred, slowly, and answers are written in the browser.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'replies',
      label: 'Replies to your posts and comments',
      calls: ['message/inbox'],
      ...forAccounts,
      floorMs: minuteMs,
      defaultMs: 2 * minuteMs,
    },
    {
      kind: 'mentions',
      label: 'Mentions',
      calls: ['message/mentions'],
      ...forAccounts,
      floorMs: minuteMs,
      defaultMs: 2 * minuteMs,
    },
    {
      kind: 'list',
      label: 'Posts and comments of a subreddit',
      calls: ['r/:name/new', 'r/:name/comments'],
      ...forAll,
      fields: [
        {
          name: 'subreddit',
          label: 'Subreddit',
          kind: 'text',
          placeholder: 'r/dailyloaf',
          help: 'Or the address of its page. Without an account this takes two requests each time, and Reddit allows about one a minute.',
          required: true,
        },
      ],
      floorMs: 4 * minuteMs,
      defaultMs: 15 * minuteMs,
    },
    {
      kind: 'author',
      label: 'What a user writes',
      calls: ['user/:name/overview', 'user/:name/.rss'],
      ...forAll,
      fields: [
        {
          name: 'user',
          label: 'User',
          kind: 'text',
          placeholder: 'u/ana',
          help: 'Or the address of the page.',
          required: true,
        },
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 20 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words in posts',
      calls: ['search', 'search.rss'],
      ...forAll,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: 'sourdough OR "bakery software"',
          help: 'Reddit searches posts only, never comments. For comments listen to a subreddit.',
          required: true,
        },
        {
          name: 'subreddit',
          label: 'Only in this subreddit',
          kind: 'text',
          placeholder: 'r/dailyloaf',
          help: 'Empty: everywhere on Reddit.',
          required: false,
        },
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 15 * minuteMs,
    },
  ],
  speaks: {
    reply: 'api',
    reason:
      'Reddit takes answers from programs only with a client that it has approved. Here the answer is yours to post in the browser.',
    visibilities: [],
    contentWarning: false,
  },
  textRule: { unit: 'codepoints', max: 10_000 },
  importFormats: [],
  acts: ['like', 'unlike'],
  retention: {
    recheckHours: 24,
    maxDays: 2,
    feedHosts: ['reddit.com'],
    words:
      'Reddit wants what is deleted there to be deleted here, and advises to keep nothing unseen for longer than 48 hours. What an account hears is looked at again; without one it is seen as long as Reddit lists it. What was not seen for 48 hours loses its words here, saved or not, and that holds for Reddit’s entries in plain feeds as well.',
  },
  forbids: [
    'Reddit approves clients by hand; without one there is no inbox, no vote and no answer from here.',
    'Without an account Reddit gives its newest hundred, refuses often, and may stop altogether: what it did not give is shown as a hole.',
    'Search finds posts, never comments.',
    'Of every list Reddit gives the newest thousand, of a search some 250.',
    'Private messages and chats are not heard.',
    'Votes and answers must come from a person: nothing is sent that you did not send.',
  ],
  hosts: ['www.reddit.com', 'oauth.reddit.com'],
  links: [
    { label: 'Your apps at Reddit', url: 'https://www.reddit.com/prefs/apps' },
    {
      label: 'Who may use the API',
      url: 'https://support.reddithelp.com/hc/en-us/articles/42728983564564-Responsible-Builder-Policy',
    },
    {
      label: 'How the API is used',
      url: 'https://support.reddithelp.com/hc/en-us/articles/16160319875092-Reddit-Data-API-Wiki',
    },
  ],
}
