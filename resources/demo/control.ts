import { json, type Answer, type TownRequest } from './message.ts'
import { faults, type Rule } from './misbehave.ts'
import type { Town } from './town.ts'
import { visibilities } from './world.ts'

/** The town's own handles for other processes, under /_town/: the only part that is no real protocol. */
export function controlOf(town: Town): (request: TownRequest) => Promise<Answer> {
  const acts: Record<string, (request: TownRequest) => unknown> = {
    'GET account': () => ({
      url: town.url,
      account: town.account,
      logins: town.logins,
      feeds: town.feeds,
      oddFeeds: town.oddFeeds,
      blogUrl: town.blogUrl,
      nowMs: town.clock.now(),
    }),
    'GET statuses': ({ params }) => town.statuses(params.get('on')),
    'GET requests': () => town.requests(),
    'GET charged': ({ params }) => town.charged(params.get('network') ?? ''),
    'POST misbehave': (request) => town.misbehave(ruleOf(request)),
    'POST behave': () => town.behave(),
    'POST release': () => town.release(),
    'POST say': (request) => ({ id: sayFrom(town, request) }),
    'POST edit': ({ params }) =>
      town.edit(params.get('id') ?? '', params.get('text') ?? '', params.get('on')),
    'POST remove': ({ params }) => town.remove(params.get('id') ?? '', params.get('on')),
    'POST publish': ({ params }) => ({
      url: town.publish(params.get('feed') ?? '', {
        title: params.get('title') ?? '',
        text: params.get('text') ?? '',
      }),
    }),
    'POST drop-streams': () => town.dropStreams(),
    'POST advance': ({ params }) => town.advance(Number(params.get('ms'))),
    'POST set-now': ({ params }) => town.setNow(Number(params.get('ms'))),
  }
  return async (request) => {
    const name = request.url.pathname.slice('/_town/'.length)
    const act = acts[`${request.method} ${name}`]
    if (act === undefined)
      return json(
        { error: `nothing is called ${request.method} ${name} here`, known: Object.keys(acts) },
        404,
      )
    // A page in a browser cannot send this type to another origin unasked.
    const asJson = request.headers['content-type']?.includes('application/json') === true
    if (request.method === 'POST' && !asJson) return json({ error: 'send application/json' }, 415)
    try {
      return json(act(request) ?? {})
    } catch (error) {
      if (error instanceof RangeError) return json({ error: error.message }, 400)
      throw error
    }
  }
}

function ruleOf({ params }: TownRequest): Rule {
  const named = params.get('fault') ?? ''
  const fault = faults.find((each) => String(each) === named)
  if (fault === undefined) throw new RangeError(`there is no fault called ${named}`)
  const number = (name: string): number | undefined =>
    params.get(name) === undefined ? undefined : Number(params.get(name))
  const retryAfter = params.get('retryAfter')
  return {
    path: params.get('path') ?? '/',
    fault,
    method: params.get('method'),
    times: number('times'),
    retryAfter,
    resetAfter: number('resetAfter'),
    ms: number('ms'),
    acts: params.flag('acts'),
    skewMs: number('skewMs'),
  }
}

function sayFrom(town: Town, { params }: TownRequest): string {
  const visibility = visibilities.find((each) => each === params.get('visibility'))
  return town.say({
    author: params.get('author') ?? '',
    text: params.get('text') ?? '',
    inReplyTo: params.get('inReplyTo'),
    visibility,
    warning: params.get('warning'),
    lang: params.get('lang'),
    on: params.get('on'),
  })
}
