import { html, json, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import type { Face, FaceSetting } from './face.ts'
import { AppPasswords, askPage, blogLogins, decide, inChunks, type AppPassword } from './wordpress-auth.ts'
import { commentRoutes } from './wordpress-api.ts'
import { avatarsOf, Blog, nameOf, type BlogUser } from './wordpress-comments.ts'
import { refused, type BlogRoute } from './wordpress-route.ts'

export const blogTitle = 'Crumb Bakery, the long version'
const folder = '/blog'
const version = '7.0'

/** The bakery's WordPress in a folder of the town: comments and users by REST, its pages, application passwords. */
export function face(setting: FaceSetting): Face {
  const blog = new Blog(setting.worldOf('wordpress'))
  const passwords = new AppPasswords()
  const site = `${setting.origin}${folder}`
  const routes = [...commentRoutes(), ...userRoutes(passwords)]
  const api = (request: TownRequest, route: string): Answer => {
    const user = passwords.find(request)?.user
    if (route === '/') return json(index(site))
    for (const one of routes) {
      const method = request.method === 'HEAD' ? 'GET' : request.method
      const match = one.method === method ? one.route.exec(route) : null
      if (match !== null) return one.handle({ blog, request, parts: match.slice(1), user, site })
    }
    return refused('rest_no_route', 'No route was found matching the URL and request method.', 404)
  }
  return {
    name: 'wordpress',
    login: { host: site, user: 'crumb', password: blogLogins.crumb },
    handle(request) {
      const path = request.url.pathname
      if (path !== folder && !path.startsWith(`${folder}/`)) return undefined
      const inside = path.slice(folder.length)
      const asked = request.url.searchParams.get('rest_route')
      if (asked !== null && /^\/?(?:index\.php)?$/.test(inside)) return api(request, asked)
      const route = /^\/wp-json(\/.*)?$/.exec(inside)
      if (route !== null) return api(request, route[1] ?? '/')
      if (inside === '/wp-admin/authorize-application.php')
        return request.method === 'POST' ? decide(request, passwords, site) : askPage(request)
      return pageOf(blog, site, inside, request)
    },
  }
}

function index(site: string): object {
  return {
    name: blogTitle,
    description: 'Some things are too long for the square',
    url: site,
    home: site,
    gmt_offset: '0',
    timezone_string: '',
    namespaces: ['oembed/1.0', 'wp/v2'],
    authentication: {
      'application-passwords': {
        endpoints: { authorization: `${site}/wp-admin/authorize-application.php` },
      },
    },
    routes: {},
  }
}

function userRoutes(passwords: AppPasswords): BlogRoute[] {
  const base = '^/wp/v2/users/me'
  const out = refused('rest_not_logged_in', 'You are not currently logged in.', 401)
  return [
    {
      method: 'GET',
      route: new RegExp(`${base}$`),
      handle: ({ user, blog, request, site }) =>
        user === undefined ? out : json(userOf(user, blog, site, request.params.get('context') === 'edit')),
    },
    {
      method: 'GET',
      route: new RegExp(`${base}/application-passwords/introspect$`),
      handle({ request }) {
        const used = passwords.find(request)
        return used === undefined ? out : json(shown(used))
      },
    },
    {
      method: 'POST',
      route: new RegExp(`${base}/application-passwords$`),
      handle({ request, user }) {
        if (user === undefined) return out
        const made = passwords.grant(user, request.params.get('name') ?? '')
        if (made === undefined) {
          return refused(
            'application_password_duplicate_name',
            'Each application name should be unique.',
            409,
          )
        }
        return json({ ...shown(made), password: inChunks(made.password) }, 201)
      },
    },
    {
      method: 'DELETE',
      route: new RegExp(`${base}/application-passwords/([0-9a-f-]+)$`),
      handle({ user, parts }) {
        if (user === undefined) return out
        return passwords.withdraw(user, parts[0] ?? '')
          ? json({ deleted: true })
          : refused('rest_application_password_not_found', 'Application password not found.', 404)
      },
    },
  ]
}

function shown({ uuid, name }: AppPassword): object {
  return { uuid, app_id: '', name, created: '2026-11-01T09:00:00', last_used: null, last_ip: null }
}

function userOf(user: BlogUser, blog: Blog, site: string, isEdit: boolean): object {
  const name = nameOf(blog.world, user.key)
  const role = user.moderator ? 'administrator' : 'subscriber'
  return {
    id: user.id,
    name,
    url: '',
    description: '',
    link: `${site}/author/${user.key}/`,
    slug: user.key,
    avatar_urls: avatarsOf(user.key),
    ...(isEdit
      ? {
          username: user.key,
          email: `${user.key}@lindenbrook.example`,
          roles: [role],
          capabilities: { read: true, ...(user.moderator ? { moderate_comments: true } : {}), [role]: true },
        }
      : {}),
  }
}

/** The pages that people read, each of which says where the API is; and the feed, which says which version it is. */
function pageOf(blog: Blog, site: string, inside: string, request: TownRequest): Answer {
  const headers = { link: `<${site}/wp-json/>; rel="https://api.w.org/"` }
  const posts = blog.posts()
  if (request.params.get('feed') === 'rss2' || inside === '/feed/') return feedOf(posts, site)
  if (inside === '' || inside === '/') {
    const list = posts
      .map((one) => `<li><a href="${site}/${one.slug}/">${escapeHtml(one.title)}</a></li>`)
      .join('\n')
    return html(page(blogTitle, `<h1>${blogTitle}</h1>\n<ul>\n${list}\n</ul>`, headOf(site)), 200, headers)
  }
  const found = posts.find((one) => inside === `/${one.slug}/` || inside === `/${one.slug}`)
  if (found === undefined)
    return html(page('Nothing here', '<h1>Nothing here</h1>', headOf(site)), 404, headers)
  const comments = blog
    .comments()
    .filter((one) => blog.entryOf(one)?.id === found.id && blog.statusOf(one) === 'approved')
    .map(
      (one) =>
        `<p id="comment-${blog.idOf(one)}"><strong>${escapeHtml(nameOf(blog.world, one.author))}</strong>: ${escapeHtml(one.text)}</p>`,
    )
    .join('\n')
  const body = `<h1>${escapeHtml(found.title)}</h1>\n<p>${escapeHtml(found.text)}</p>\n${comments}`
  return html(page(escapeHtml(found.title), body, headOf(site)), 200, headers)
}

function headOf(site: string): string {
  return `<link rel="https://api.w.org/" href="${site}/wp-json/">\n`
}

function feedOf(posts: ReturnType<Blog['posts']>, site: string): Answer {
  const items = posts
    .map(
      (one) =>
        `<item><title>${escapeHtml(one.title)}</title><link>${site}/${one.slug}/</link><guid isPermaLink="false">${site}/?p=${one.id}</guid><pubDate>${new Date(one.atMs).toUTCString()}</pubDate><description>${escapeHtml(one.text)}</description></item>`,
    )
    .join('\n')
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${blogTitle}</title><link>${site}</link><description></description><generator>https://wordpress.org/?v=${version}</generator>\n${items}\n</channel></rss>\n`
  return { status: 200, headers: { 'content-type': 'application/rss+xml; charset=UTF-8' }, body }
}
