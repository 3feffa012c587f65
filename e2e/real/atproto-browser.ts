import { request, type IncomingHttpHeaders } from 'node:http'

/** The part of a person with a browser at the sign-in page of a PDS: its page, its own calls, its cookies. */

interface Shown {
  status: number
  headers: IncomingHttpHeaders
  text: string
}

const navigating = { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const calling = {
  'sec-fetch-site': 'same-origin',
  'sec-fetch-mode': 'same-origin',
  'sec-fetch-dest': 'empty',
}

/** Signs in at the page and says yes or no; answers the address on this machine that the browser is sent to. */
export async function decideAt(
  page: string,
  who: { handle: string; password: string; did: string },
  decision: 'consent' | 'reject',
): Promise<string> {
  const { origin } = new URL(page)
  const cookies = new Map<string, string>()
  const shown = await visit(page, 'GET', navigating, cookies)
  if (shown.status !== 200) throw new Error(`the sign-in page answers ${String(shown.status)}: ${shown.text}`)
  const call = async (name: string, json: object, token?: string): Promise<Record<string, string>> => {
    const headers = {
      ...calling,
      origin,
      referer: page,
      'x-csrf-token': cookies.get('csrf-token') ?? '',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    }
    const { status, text } = await visit(
      `${origin}/@atproto/oauth-provider/~api/${name}`,
      'POST',
      headers,
      cookies,
      JSON.stringify(json),
    )
    if (status !== 200) throw new Error(`${name}: ${String(status)} ${text}`)
    // Texts by name, and an account that nobody here looks at.
    return JSON.parse(text) as Record<string, string>
  }
  const { handle, password, did } = who
  const signedIn = await call('sign-in', { username: handle, password, locale: 'en', remember: false })
  const { url = '' } =
    decision === 'consent'
      ? await call('consent', { did }, signedIn['ephemeralToken'])
      : await call('reject', {}, signedIn['ephemeralToken'])
  const sent = await visit(
    url,
    'GET',
    { ...navigating, 'sec-fetch-site': 'same-origin', referer: page },
    cookies,
  )
  return sent.headers.location ?? ''
}

/** One exchange. By hand, because fetch lets nobody say that it navigates. */
function visit(
  address: string,
  method: string,
  headers: Record<string, string>,
  cookies: Map<string, string>,
  body?: string,
): Promise<Shown> {
  const url = new URL(address)
  const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return new Promise((done, failed) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: url.port,
        path: url.pathname + url.search,
        method,
        headers: {
          host: url.host,
          cookie: jar,
          ...headers,
          ...(body === undefined
            ? {}
            : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        },
      },
      (answer) => {
        let text = ''
        answer.on('data', (part: Buffer) => (text += part.toString()))
        answer.on('end', () => {
          for (const cookie of answer.headers['set-cookie'] ?? []) {
            const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
            cookies.set(name, value)
          }
          done({ status: answer.statusCode ?? 0, headers: answer.headers, text })
        })
      },
    )
    asked.on('error', failed)
    asked.end(body)
  })
}
