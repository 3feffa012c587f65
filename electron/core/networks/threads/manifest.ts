import type { NetworkManifest } from '#shared/domain/network'
import type { TextRule } from '#shared/domain/text'

const minuteMs = 60_000

/** Of a post's different links five are taken (developers.facebook.com/docs/threads/posts). */
export const textRule: TextRule = { unit: 'emoji-bytes', max: 500, maxLinks: 5, sameLinkOnce: true }

export const manifest: NetworkManifest = {
  id: 'threads',
  label: 'Threads',
  badge: '@',
  color: { light: '#3a3a3a', dark: '#e4e0d8' },
  signIn: {
    browser: false,
    asksHost: false,
    tokenFields: [
      {
        name: 'token',
        label: 'Access token',
        kind: 'secret',
        required: true,
        help: 'From the User Token Generator of your own app. It lives for sixty days; Earshot renews it.',
      },
    ],
    steps: {
      token: [
        'Open developers.facebook.com, My Apps, Create App, and choose the use case Access the Threads API. The app is yours alone; nobody else sees it.',
        'Under Use cases, Customize, add threads_read_replies, threads_manage_replies, threads_manage_mentions, threads_keyword_search and threads_content_publish; for profiles also threads_profile_discovery.',
        'Under App roles, Roles, Add People, invite your account as Threads Tester. Accept it at threads.com under Settings, Account, Website permissions, Invites.',
        'Under Use cases, Customize, Settings, User Token Generator, choose Generate Access Token beside your account, and copy it.',
      ],
    },
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Mentions',
      calls: ['me/mentions'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: minuteMs,
      defaultMs: 3 * minuteMs,
    },
    {
      kind: 'replies',
      label: 'Replies to our posts',
      calls: [':id/conversation'],
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 2 * minuteMs,
      defaultMs: 5 * minuteMs,
    },
    {
      kind: 'keyword',
      label: 'Words in posts',
      calls: ['keyword_search'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'query',
          label: 'Listen for',
          kind: 'query',
          placeholder: 'sourdough Lindenbrook',
          help: 'Without approval of your app by Meta this finds your own posts only. An account has 2,200 searches a day, for all its apps together.',
          required: true,
        },
      ],
      // Three alternatives every five minutes are 864 of the 2,200 searches of a day.
      floorMs: 5 * minuteMs,
      defaultMs: 15 * minuteMs,
    },
    {
      kind: 'hashtag',
      label: 'Posts on a topic',
      calls: ['keyword_search'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'tag',
          label: 'Topic',
          kind: 'text',
          placeholder: 'Sourdough',
          help: 'A post has one topic. Without approval of your app by Meta this finds your own posts only.',
          required: true,
        },
      ],
      floorMs: 5 * minuteMs,
      defaultMs: 15 * minuteMs,
    },
    {
      kind: 'author',
      label: 'What a profile posts',
      calls: ['profile_posts'],
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'profile',
          label: 'Profile',
          kind: 'text',
          placeholder: '@crumb.bakery',
          help: 'Public profiles of adults with at least 1,000 followers, once Meta has approved your app for it. An account has 1,000 looks a day.',
          required: true,
        },
      ],
      floorMs: 15 * minuteMs,
      defaultMs: 30 * minuteMs,
    },
  ],
  speaks: { reply: 'api', posts: true, visibilities: [], contentWarning: false },
  // Emoji count by their UTF-8 bytes (developers.facebook.com/docs/threads/overview, Limitations).
  textRule,
  importFormats: [],
  acts: ['hide', 'unhide'],
  retention: {
    recheckHours: 24,
    words: 'Meta wants what was deleted there to be deleted here: posts and replies are looked at again.',
  },
  forbids: [
    'Threads sends people back from its sign-in to web servers only, never to a program on a computer, so that a token is pasted.',
    'Threads lets no program like, and Earshot deletes nothing there.',
    'As long as Meta has not approved your app, searches find only your own posts, and mentions are heard of its testers alone. Replies to your posts are heard all the same.',
    'Quotes of your posts are not told to programs, nor are replies to what you said below posts of others, unless they name you.',
    'Below your newest 25 posts replies are heard at every look, below the 75 before them in turn within two hours, below older ones not at all.',
    'Private profiles are not heard; below your own posts their names are kept back.',
    'An account may publish 250 posts and 1,000 replies in 24 hours.',
  ],
  hosts: ['graph.threads.net'],
  links: [
    { label: 'Your apps', url: 'https://developers.facebook.com/apps/' },
    { label: 'Threads API', url: 'https://developers.facebook.com/docs/threads' },
  ],
}
