import { json, type Answer } from '../message.ts'
import { us } from '../world.ts'
import { personByAcct } from './mastodon-accounts.ts'
import { accountJson } from './mastodon-entities.ts'
import { actorUri, profileUrl } from './mastodon-html.ts'
import type { FaceSetting } from './face.ts'
import type { Call, Route } from './mastodon.ts'

const version = '4.5.2'
const title = 'Lindenbrook Town'
const about = 'The town square of Lindenbrook: market days, bread, tides and lost gloves.'

export function instanceRoutes(): Route[] {
  return [
    { method: 'GET', path: '/api/v2/instance', handle: ({ setting }) => json(instanceV2(setting)) },
    { method: 'GET', path: '/api/v1/instance', handle: ({ setting }) => json(instanceV1(setting)) },
    { method: 'GET', path: '/api/v1/custom_emojis', handle: ({ setting }) => json(emojis(setting)) },
    { method: 'GET', path: '/.well-known/nodeinfo', handle: nodeinfoLinks },
    { method: 'GET', path: '/nodeinfo/2.0', handle: nodeinfo },
    { method: 'GET', path: '/nodeinfo', handle: nodeinfo },
    { method: 'GET', path: '/.well-known/webfinger', handle: webfinger },
    {
      method: 'GET',
      path: '/health',
      handle: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }),
    },
    {
      method: 'GET',
      path: '/api/v1/streaming/health',
      handle: () => ({ status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' }),
    },
  ]
}

function configuration(setting: FaceSetting): Record<string, unknown> {
  return {
    accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
    statuses: {
      max_characters: setting.maxCharacters,
      max_media_attachments: 4,
      characters_reserved_per_url: 23,
    },
    media_attachments: {
      supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp'],
      description_limit: 1500,
      image_size_limit: 16_777_216,
      image_matrix_limit: 33_177_600,
      video_size_limit: 103_809_024,
      video_frame_rate_limit: 120,
      video_matrix_limit: 8_294_400,
    },
    polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 },
  }
}

function streamingAddress(setting: FaceSetting): string {
  return setting.origin.replace(/^http/, 'ws')
}

function instanceV2(setting: FaceSetting): Record<string, unknown> {
  const host = new URL(setting.origin).host
  return {
    domain: host,
    title,
    version,
    source_url: 'https://github.com/mastodon/mastodon',
    description: about,
    usage: { users: { active_month: 41 } },
    thumbnail: { url: `${setting.origin}/system/site_uploads/thumbnail.png`, versions: {}, description: '' },
    icon: [],
    languages: ['en'],
    configuration: {
      urls: {
        streaming: streamingAddress(setting),
        status: null,
        about: `${setting.origin}/about`,
        privacy_policy: null,
        terms_of_service: null,
      },
      vapid: {
        public_key:
          'BCk-QqERU0q-CfYZjcuB6lnyyOYfJ2AifKqfeGIm7Z-HiTU5T9eTG5GxVA0_OH5mMlI4UkkDTpaZwozy0TzdZ2M=',
      },
      ...configuration(setting),
      translation: { enabled: false },
      limited_federation: false,
    },
    registrations: {
      enabled: false,
      approval_required: false,
      reason_required: null,
      message: null,
      min_age: null,
      url: null,
    },
    api_versions: { mastodon: 7 },
    contact: { email: 'clerk@lindenbrook.example', account: accountJson(setting, setting.world.person(us)) },
    rules: [
      { id: '1', text: 'Be kind.', hint: '', translations: {} },
      { id: '2', text: 'No selling outside market days.', hint: '', translations: {} },
    ],
  }
}

function instanceV1(setting: FaceSetting): Record<string, unknown> {
  const { world, origin } = setting
  return {
    uri: new URL(origin).host,
    title,
    short_description: about,
    description: about,
    email: 'clerk@lindenbrook.example',
    version,
    urls: { streaming_api: streamingAddress(setting) },
    stats: { user_count: 412, status_count: 18_204 + world.posts.length, domain_count: 97 },
    thumbnail: `${origin}/system/site_uploads/thumbnail.png`,
    languages: ['en'],
    registrations: false,
    approval_required: false,
    invites_enabled: false,
    configuration: configuration(setting),
    contact_account: accountJson(setting, world.person(us)),
    rules: [{ id: '1', text: 'Be kind.' }],
  }
}

function emojis(setting: FaceSetting): object[] {
  return ['crumb', 'sourdough', 'croissant_party', 'blobcat_bread', 'townflag'].map((shortcode) => {
    const url = `${setting.origin}/system/custom_emojis/${shortcode}.png`
    return { shortcode, url, static_url: url, visible_in_picker: true }
  })
}

function nodeinfoLinks({ setting }: Call): Answer {
  return json({
    links: [
      { rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: `${setting.origin}/nodeinfo/2.0` },
    ],
  })
}

function nodeinfo({ setting }: Call): Answer {
  return json({
    version: '2.0',
    software: { name: 'mastodon', version },
    protocols: ['activitypub'],
    services: { outbound: [], inbound: [] },
    usage: {
      users: { total: 412, activeMonth: 41, activeHalfyear: 120 },
      localPosts: 18_204 + setting.world.posts.length,
    },
    openRegistrations: false,
    metadata: { nodeName: title, nodeDescription: about },
  })
}

function webfinger({ setting, request }: Call): Answer {
  const resource = request.params.get('resource') ?? ''
  const person = personByAcct(setting, resource.replace(/^acct:/, ''))
  if (person === undefined || person.home !== undefined) return json({ error: 'Not found' }, 404)
  return json({
    subject: `acct:${person.key}@${new URL(setting.origin).host}`,
    aliases: [profileUrl(person, setting.origin), actorUri(person, setting.origin)],
    links: [
      {
        rel: 'http://webfinger.net/rel/profile-page',
        type: 'text/html',
        href: profileUrl(person, setting.origin),
      },
      { rel: 'self', type: 'application/activity+json', href: actorUri(person, setting.origin) },
    ],
  })
}
