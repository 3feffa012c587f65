import type { NetworkManifest } from '#shared/domain/network'

export const manifest: NetworkManifest = {
  id: 'facebook',
  label: 'Facebook and Instagram',
  badge: 'f',
  color: { light: '#1257c4', dark: '#7db0ff' },
  signIn: {
    browser: false,
    asksHost: false,
    tokenFields: [
      {
        name: 'token',
        label: 'Page token',
        kind: 'secret',
        required: false,
        help: 'If you have one already. Otherwise leave it empty and fill in the three fields below.',
      },
      {
        name: 'userToken',
        label: 'User token',
        kind: 'secret',
        required: false,
        help: 'From the Graph API Explorer. It is exchanged for a Page token that does not end, and then forgotten.',
      },
      { name: 'appId', label: 'App ID', kind: 'text', required: false },
      {
        name: 'appSecret',
        label: 'App secret',
        kind: 'secret',
        required: false,
        help: 'Kept sealed on this machine; proves each call to Facebook.',
      },
      {
        name: 'page',
        label: 'Page',
        kind: 'text',
        required: false,
        placeholder: 'Crumb Bakery',
        help: 'Name or number; only needed if you manage several.',
      },
    ],
    steps: [
      'Open developers.facebook.com, choose My Apps, then Create App of the type Business.',
      'Under App settings, Basic, copy the App ID and the App secret into the fields.',
      'Open Tools, Graph API Explorer, choose your app and User Token.',
      'Add pages_show_list, pages_read_engagement, pages_read_user_content and pages_manage_engagement; for Instagram also instagram_basic and instagram_manage_comments.',
      'Choose Generate Access Token, tick your Page (and its Instagram account), and copy the token into User token.',
    ],
  },
  streamKinds: [
    {
      kind: 'mentions',
      label: 'Posts to the Page',
      withoutAccount: false,
      needsAccount: true,
      fields: [],
      floorMs: 60_000,
      defaultMs: 300_000,
    },
    {
      kind: 'comments',
      label: 'Comments',
      withoutAccount: false,
      needsAccount: true,
      fields: [
        {
          name: 'on',
          label: 'Where',
          kind: 'text',
          placeholder: 'instagram',
          help: 'Leave empty for the Page itself; instagram for the professional account that belongs to it.',
          required: false,
        },
      ],
      floorMs: 60_000,
      defaultMs: 300_000,
    },
  ],
  speaks: { reply: 'api', visibilities: [], contentWarning: false },
  textRule: { unit: 'utf16', max: 8000 },
  importFormats: [],
  acts: ['like', 'unlike', 'hide', 'unhide'],
  retention: {
    recheckHours: 24,
    words: 'Meta wants what was deleted there to be deleted here: comments are looked at again every day.',
  },
  forbids: [
    'Facebook and Instagram let no program search for words.',
    'Facebook keeps back the names of people who tag the Page.',
    'Instagram tells of mentions elsewhere only to servers, so they are not heard here.',
  ],
  hosts: ['graph.facebook.com'],
  links: [
    { label: 'Graph API Explorer', url: 'https://developers.facebook.com/tools/explorer/' },
    { label: 'Your apps', url: 'https://developers.facebook.com/apps/' },
  ],
}
