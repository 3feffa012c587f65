import type { NetworkManifest } from '#shared/domain/network'

const minuteMs = 60_000

/** The one right that is asked for: reading comments as their owner, answering and moderating all need it. */
export const scope = 'https://www.googleapis.com/auth/youtube.force-ssl'

export const manifest: NetworkManifest = {
  id: 'youtube',
  label: 'YouTube',
  badge: 'YT',
  color: { light: '#b3001b', dark: '#ff8f85' },
  signIn: {
    browser: true,
    asksHost: false,
    browserFields: [
      {
        name: 'clientId',
        label: 'Client ID',
        kind: 'text',
        placeholder: '1234567890-abc.apps.googleusercontent.com',
        help: 'Of an OAuth client of the type Desktop app, in a Google Cloud project of your own.',
        required: true,
      },
      {
        name: 'clientSecret',
        label: 'Client secret',
        kind: 'secret',
        help: 'Google demands it of desktop apps too, and does not count on its being secret.',
        required: true,
      },
    ],
    tokenFields: [
      {
        name: 'apiKey',
        label: 'API key',
        kind: 'secret',
        help: 'To listen only. Nothing can be answered or moderated with a key.',
        required: true,
      },
      {
        name: 'channel',
        label: 'Your channel',
        kind: 'text',
        placeholder: '@crumbbakery',
        help: 'Its handle, its address, or its ID, which begins with UC.',
        required: true,
      },
    ],
    steps: {
      browser: [
        'Open console.cloud.google.com, make a project, and under APIs & Services, Library, enable YouTube Data API v3.',
        'Under APIs & Services, OAuth consent screen, choose External, and add your own address under Audience, Test users.',
        'Under Clients, choose Create client, Desktop app, and copy its client ID and its secret into the fields.',
        'While the project is in testing, Google ends every sign-in after seven days. Audience, Publish app, ends that; the warning that Google then shows its owner may be passed.',
        'On Google’s page choose the account of your channel, and leave the box ticked.',
      ],
      token: [
        'Open console.cloud.google.com, make a project, and under APIs & Services, Library, enable YouTube Data API v3.',
        'Under APIs & Services, Credentials, choose Create credentials, API key, and copy it into the field.',
        'Type the handle of your channel. With a key you listen only: answers and moderation need the browser.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'comments',
      label: 'Comments',
      calls: ['commentThreads'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'where',
          label: 'Channel or video',
          kind: 'text',
          placeholder: '@longtable, or https://www.youtube.com/watch?v=…',
          help: 'Leave empty for your own channel: its comments count as spoken to you. Each look takes one or two of the 10,000 units of the day.',
          required: false,
        },
      ],
      floorMs: 2 * minuteMs,
      defaultMs: 5 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words in videos or comments',
      calls: ['search', 'commentThreads'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: 'sourdough Lindenbrook',
          required: true,
        },
        {
          name: 'where',
          label: 'In the comments of',
          kind: 'text',
          placeholder: '@crumbbakery',
          help: 'A channel or video. Leave empty for the titles and descriptions of all videos: that is a search, of which Google allows a hundred a day.',
          required: false,
        },
      ],
      // Every two hours is 12 of the 100 searches of a day, so that eight such streams fit. Searches themselves wish for
      // an hour at least (search.ts); words in comments take units only, and may be asked for more often.
      floorMs: 10 * minuteMs,
      defaultMs: 120 * minuteMs,
    },
    {
      kind: 'author',
      label: 'New videos of a channel',
      calls: ['feeds/videos.xml'],
      withoutAccount: true,
      needsAccount: false,
      fields: [
        {
          name: 'channel',
          label: 'Channel',
          kind: 'text',
          placeholder: 'https://www.youtube.com/channel/UC…',
          help: 'Comes by the channel’s own feed and takes no units. Without an account, its ID is needed: Share, Copy channel ID.',
          required: true,
        },
      ],
      floorMs: 15 * minuteMs,
      defaultMs: 30 * minuteMs,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  textRule: { unit: 'utf16', max: 10_000 },
  importFormats: [],
  acts: ['approve', 'hold', 'trash'],
  retention: {
    maxDays: 30,
    recheckHours: 72,
    words:
      'YouTube wants what is stored to be asked for again, or deleted, within 30 days: comments and videos are looked at again for two units for each fifty, and what nobody could look at for 30 days goes.',
  },
  forbids: [
    'A project has 10,000 units a day, counted anew at midnight in California: a reply or a decision takes 50, a look at comments 1 or 2. Searches are counted apart, 100 a day.',
    'Programs cannot like comments, nor mark them as spam.',
    'YouTube tells programs nothing of mentions, nor of answers to you on other channels: listen to the comments of that video.',
    'An answer below a comment that a hundred newer ones have pushed down is heard once a day.',
    'What YouTube takes for spam by itself is not heard; it waits in YouTube Studio.',
  ],
  hosts: ['www.googleapis.com', 'oauth2.googleapis.com', 'accounts.google.com', 'www.youtube.com'],
  links: [
    { label: 'Google Cloud console: projects, clients, quota', url: 'https://console.cloud.google.com/apis/dashboard' },
    { label: 'What each call takes', url: 'https://developers.google.com/youtube/v3/determine_quota_cost' },
    { label: 'YouTube Terms of Service', url: 'https://www.youtube.com/t/terms' },
  ], // prettier-ignore
}
