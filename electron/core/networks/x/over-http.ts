import { TwitterApi, type ITwitterApiClientPlugin } from 'twitter-api-v2'
import { Failure } from '#shared/failure'
import { parseJson } from '../http.ts'
import type { Http, HttpRequest } from '../types.ts'
import { readOne } from '../read-wire.ts'
import { refusal } from './refusals.ts'
import { wireToken } from './wire.ts'

/**
 * twitter-api-v2 with core's `Http` under it. By itself the library asks `api.x.com` over node:https, where no limit
 * of ours, no ledger and no test could reach it. Its plugins may answer a request before it is made
 * (`onBeforeRequestConfig`), which is what caches do; here every request is answered so, and none of the library's own
 * is ever made. Its long answers have no such hook, so they are not used (`live.ts`).
 */

/** Where the library means to go. */
const libraryOrigin = 'https://api.x.com'
/** Statuses whose body says more than the status: who may do what. */
const explained = [400, 403, 409]

export type Api = TwitterApi['v2']
export type Token = string | { clientId: string }

/** The library for one token, or for an app that signs somebody in. `origin` is `https://api.x.com`, or a test's. */
export function libraryOver(http: Http, origin: string, token: Token): TwitterApi {
  const settings = { plugins: [answering(http, origin, token)] }
  return typeof token === 'string' ? new TwitterApi(token, settings) : new TwitterApi(token, settings)
}

function answering(http: Http, origin: string, token: Token): ITwitterApiClientPlugin {
  return {
    async onBeforeRequestConfig({ params }) {
      const path = pathOf(params.url, params.params ?? {})
      const answer = await http.request(`${origin}${path}`, {
        ...bodyOf(path, params.method, params.body),
        query: queryOf(params.query ?? {}),
        headers: {
          accept: 'application/json',
          ...(typeof token === 'string' && { authorization: `Bearer ${token}` }),
        },
        bucket: bucketOf(params.method, path),
        accept: explained,
      })
      if (explained.includes(answer.status)) throw refusal(answer)
      const data = parseJson(answer)
      // The library takes what it needs of a token without a look.
      if (path === '/2/oauth2/token') readOne(wireToken, data, hostOf(origin), 'a token')
      return { data, headers: answer.headers }
    },
  }
}

/** The path with its named parts filled in: `/2/users/:id/mentions`. */
function pathOf(address: string, parts: Readonly<Record<string, unknown>>): string {
  if (!address.startsWith(`${libraryOrigin}/`))
    throw new Failure('bug', 'twitter-api-v2 wants to ask another host than X')
  return address
    .slice(libraryOrigin.length)
    .replaceAll(/:(\w+)/g, (whole, name: string) =>
      parts[name] === undefined ? whole : encodeURIComponent(scalarText(parts[name])),
    )
}

/** @throws {Failure} bug – the library hands over what is no scalar. */
function scalarText(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Failure('bug', 'twitter-api-v2 sends a value that is no text, number or yes and no')
}

/** Lists are one value with commas, as everywhere in the X API. */
function queryOf(query: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [
      name,
      value === undefined ? undefined : Array.isArray(value) ? value.join(',') : scalarText(value),
    ]),
  )
}

/** OAuth takes forms, everything else JSON. */
function bodyOf(path: string, method: string, body: unknown): Pick<HttpRequest, 'method' | 'json' | 'form'> {
  const known = methods.find((one) => one === method.toUpperCase()) ?? 'GET'
  if (known === 'GET' || known === 'DELETE') return { method: known }
  if (!path.startsWith('/2/oauth2/')) return { method: known, json: body ?? {} }
  const fields = Object.entries(Object(body) as Record<string, unknown>) // the library hands objects
  return {
    method: known,
    form: Object.fromEntries(
      fields.flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : [])),
    ),
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** X counts by endpoint: a wait for one stops no other. */
export function bucketOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\?.*$/, '').replaceAll(/\/\d+(?=\/|$)/g, '/:id')}`
}

/** For words. */
export function hostOf(origin: string): string {
  return new URL(origin).host
}
