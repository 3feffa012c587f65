import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { clientId, closedClientId, tokens } from '#demo/faces/github-device'
import { startTown, type Town, type TownOptions } from '#demo/town'
import { fakeClock, type FakeClock } from '../../testing/fake-clock.ts'
import { testOutside, type TestOutside } from '../testing.ts'
import type { FetchedItem, HttpAnswer, Json, NetworkAccount, NetworkContext, StreamRef } from '../types.ts'
import { network } from './index.ts'

const startMs = Date.UTC(2026, 9, 1, 9)
let town: Town
let clock: FakeClock
let outside: TestOutside

async function open(options: TownOptions = {}): Promise<void> {
  clock = fakeClock(startMs)
  town = await startTown({ nowMs: startMs, answers: false, ...options })
  outside = testOutside(clock)
}
async function shut(): Promise<void> {
  await outside.close()
  await town.close()
}

beforeEach(() => open())
afterEach(shut)

const mentions: StreamRef = { id: 1, kind: 'mentions', config: {} }
const watched: StreamRef = { id: 2, kind: 'list', config: {} }
const keyword = (query: string): StreamRef => ({ id: 3, kind: 'keyword', config: { query } })

async function signedIn(): Promise<NetworkAccount> {
  const signed = await network.signInWithToken(outside.ctx, town.url, { token: tokens.classic })
  const { host, remoteId, handle, credentials, facts } = signed
  return { id: 1, host, remoteId, handle, credentials, facts }
}

async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Failure) return error
  throw new Error('it did not fail', { cause: error })
}

async function pullAll(
  account: NetworkAccount,
  stream: StreamRef,
  from: Json = null,
  ctx: NetworkContext = outside.ctx,
): Promise<{ items: FetchedItem[]; cursor: Json; nextPollMs: number | undefined }> {
  const items: FetchedItem[] = []
  let cursor = from
  for (let pages = 0; pages < 30; pages += 1) {
    const page = await network.pull(ctx, account, stream, cursor)
    items.push(...page.items)
    // As core does: stored as text, read again.
    cursor = JSON.parse(JSON.stringify(page.cursor)) as Json
    if (!page.more) return { items, cursor, nextPollMs: page.nextPollMs }
  }
  throw new Error('it does not end')
}

function later(ms = 60_000): void {
  town.advance(ms)
  clock.advance(ms)
}

function saying(items: readonly FetchedItem[], words: string): FetchedItem & { ref: string } {
  const item = items.find((each) => each.text.includes(words) || each.title?.includes(words) === true)
  if (item?.ref === undefined) throw new Error(`nobody says "${words}"`)
  return { ...item, ref: item.ref }
}

const say = (author: string, text: string, inReplyTo?: string): string =>
  town.say({ on: 'github', author, text, inReplyTo })
const idOf = (start: string): string =>
  town.statuses('github').find(({ text }) => text.includes(start))?.id ?? ''
const asked = (path: RegExp) => town.requests().filter((each) => path.test(each.path))

/** A context with some answers put in place of the server's; `sent` gathers what was asked there. */
function answering(
  path: RegExp,
  answer: Partial<HttpAnswer>,
  ctx: NetworkContext = outside.ctx,
  sent: string[] = [],
): NetworkContext {
  const { http } = ctx
  return {
    ...ctx,
    http: {
      ...http,
      request(url, request) {
        if (!path.test(new URL(url).pathname)) return http.request(url, request)
        sent.push(`${request?.method ?? 'GET'} ${JSON.stringify(request?.json)}`)
        return Promise.resolve({ status: 200, headers: {}, body: new Uint8Array(), url, ...answer })
      },
    },
  }
}

describe('signing in with a token', () => {
  test('a classic token says who we are', async () => {
    const signed = await network.signInWithToken(outside.ctx, town.url, { token: ` ${tokens.classic}\n` })
    expect(signed).toMatchObject({
      handle: '@crumb',
      name: 'Crumb Bakery',
      host: town.url,
      textRule: { max: 65_536 },
      streams: [{ kind: 'mentions' }],
      facts: { login: 'crumb', scopes: ['notifications', 'public_repo'] },
    })
    expect(JSON.stringify(signed.facts)).not.toContain(tokens.classic)
  })

  test('missing scopes are named, fine-grained tokens are told why not, and a wrong one is signed out', async () => {
    const failing = (token: string) => failureOf(network.signInWithToken(outside.ctx, town.url, { token }))
    const weak = await failing(tokens.weak)
    expect(weak.code).toBe('forbidden')
    expect(weak.message).toMatch(/notifications \(.+ and public_repo \(/)
    const fine = await failing(tokens.fineGrained)
    expect([fine.code, fine.message]).toEqual(['forbidden', expect.stringContaining('classic token')])
    expect((await failing('ghp_wrong')).code).toBe('signed-out')
    expect((await failing('two words')).code).toBe('bad-input')
    expect((await failing('')).code).toBe('bad-input')
  })

  test('an Enterprise Server is typed as a field, over https or on this machine only', async () => {
    const fields = { token: tokens.classic, server: town.url }
    expect((await network.signInWithToken(outside.ctx, '', fields)).host).toBe(town.url)
    for (const server of ['http://github.company.example', 'not a server', 'ftp://x.example'])
      expect((await failureOf(network.signInWithToken(outside.ctx, '', { ...fields, server }))).code).toBe(
        'bad-input',
      )
  })
})

describe('signing in by code', () => {
  const decide = (userCode: string, decision: string) =>
    fetch(`${town.url}/login/device`, {
      method: 'POST',
      body: new URLSearchParams({ user_code: userCode, decision }),
    })
  const begin = (client = clientId) => network.beginDeviceSignIn(outside.ctx, town.url, { clientId: client })

  test('the code is typed on the page, asked for at its pace, and gives an account', async () => {
    const begun = await begin()
    expect(begun).toMatchObject({ url: `${town.url}/login/device`, intervalMs: 5000, expiresMs: 899_000 })
    later(5000)
    expect(await network.pollDeviceSignIn(outside.ctx, begun.pending)).toEqual({ intervalMs: 5000 })
    await decide(begun.userCode ?? '', 'allow')
    // Asked too soon: the server wants a longer pause, and gets it.
    const { intervalMs } = await network.pollDeviceSignIn(outside.ctx, begun.pending)
    expect(intervalMs).toBe(10_000)
    later(10_000)
    const { signedIn: signed } = await network.pollDeviceSignIn(outside.ctx, begun.pending)
    expect(signed).toMatchObject({ handle: '@crumb', facts: { scopes: ['notifications', 'public_repo'] } })
    expect(JSON.stringify(town.requests())).not.toMatch(/device-code|gho_/)
  })

  test('a refusal, a code that ran out and an app without the flow are told apart', async () => {
    const denied = await begin()
    await decide(denied.userCode ?? '', 'deny')
    later(5000)
    expect((await failureOf(network.pollDeviceSignIn(outside.ctx, denied.pending))).code).toBe('forbidden')
    const late = await begin()
    later(900_000)
    expect((await failureOf(network.pollDeviceSignIn(outside.ctx, late.pending))).code).toBe('timeout')
    const closed = await failureOf(begin(closedClientId))
    expect([closed.code, closed.message]).toEqual([
      'bad-input',
      expect.stringContaining('Enable Device Flow'),
    ])
    const unknown = await failureOf(begin('Ov23liNobodysApp0001'))
    expect([unknown.code, unknown.message]).toEqual(['bad-input', expect.stringContaining('client ID')])
    expect((await failureOf(begin('no'))).code).toBe('bad-input')
    expect((await failureOf(network.pollDeviceSignIn(outside.ctx, null))).code).toBe('bad-input')
  })

  test('trouble on the way does not end the attempt', async () => {
    const begun = await begin()
    for (const fault of [500, 'reset', 429] as const) {
      town.misbehave({ path: '/login/oauth/access_token', fault, times: 1 })
      expect(await network.pollDeviceSignIn(outside.ctx, begun.pending)).toEqual({ intervalMs: 10_000 })
    }
  })

  test('only a page of the very server is opened, whatever it answers', async () => {
    const body = Buffer.from(
      JSON.stringify({
        device_code: 'd',
        user_code: 'A-B',
        verification_uri: 'https://phish.example/login',
        expires_in: 900,
        interval: 5,
      }),
    )
    const { http } = outside.ctx
    const json = async (url: string) => ({
      data: JSON.parse(body.toString()) as unknown,
      answer: { status: 200, headers: {}, body, url },
    })
    const begun = await network.beginDeviceSignIn({ ...outside.ctx, http: { ...http, json } }, '', {
      clientId,
    })
    expect(begun.url).toBe('https://github.com/login/device')
  })
})

describe('notifications', () => {
  test('who names us, who answers below ours, and what merely goes on are told apart', async () => {
    const { items } = await pullAll(await signedIn(), mentions)
    const kindOf = (words: string) => {
      const { kind, direct } = saying(items, words)
      return `${kind} ${String(direct)}`
    }
    expect(kindOf('Timer rings twice')).toBe('mention true')
    expect(kindOf('Same here, on a Pi')).toBe('comment false')
    expect(kindOf('Should six be a setting')).toBe('reply true')
    expect(kindOf('ready for another look')).toBe('mention true')
    expect(kindOf('a test for it')).toBe('reply true')
    expect(kindOf('Can this be a constant')).toBe('comment false')
    expect(kindOf('With a box of rice')).toBe('reply true')
    expect(kindOf('Could the timer read one')).toBe('reply true')
    expect(kindOf('take a patch that reads degrees')).toBe('mention true')
    // Nobody speaks to us there; we only watch.
    expect(items.some(({ title }) => title?.includes('without a network'))).toBe(false)
  })

  test('comments stand below their issue, which comes with its title', async () => {
    const { items } = await pullAll(await signedIn(), mentions)
    const issue = saying(items, 'Timer rings twice')
    expect(saying(items, 'Same here, on a Pi').parentRef).toBe(issue.ref)
    const line = saying(items, 'Can this be a constant')
    expect(saying(items, 'a test for it').parentRef).toBe(line.ref)
    expect(issue.spans.map(({ type }) => type)).toContain('code')
  })

  test('a list that did not change is not paid for, and the poll interval is obeyed', async () => {
    const account = await signedIn()
    const first = await pullAll(account, mentions)
    expect(first.nextPollMs).toBe(60_000)
    const before = town.requests().length
    const idle = await pullAll(account, mentions, first.cursor)
    expect(idle.items).toEqual([])
    expect(idle.nextPollMs).toBe(60_000)
    expect(
      town
        .requests()
        .slice(before)
        .map(({ status }) => status),
    ).toEqual([304, 304])
  })

  test('only what was said since is asked for again, and what follows our words is to us', async () => {
    const account = await signedIn()
    const first = await pullAll(account, mentions)
    later()
    say('crumb', 'Fixed in the next release, I think.', idOf('Timer rings twice'))
    later()
    say('nils', 'Does that mean Friday?', idOf('Timer rings twice'))
    const second = await pullAll(account, mentions, first.cursor)
    expect(second.items.map(({ kind, mine }) => [kind, mine])).toEqual([
      ['mention', false],
      // Of the very second that was heard last.
      ['comment', false],
      ['comment', true],
      ['reply', false],
    ])
    expect(second.items[3]?.text).toContain('Does that mean Friday?')
  })

  test('our own words on GitHub are heard without anybody answering them', async () => {
    const account = await signedIn()
    const first = await pullAll(account, mentions)
    later()
    say('crumb', 'We will look tonight.', idOf('Timer rings twice'))
    const second = await pullAll(account, mentions, first.cursor)
    expect(second.items).toHaveLength(1)
    expect(second.items[0]).toMatchObject({ mine: true, text: 'We will look tonight.' })
    expect((await pullAll(account, mentions, second.cursor)).items).toEqual([])
  })

  test('watched repositories are a stream of their own', async () => {
    const { items } = await pullAll(await signedIn(), watched)
    expect(saying(items, 'without a network')).toMatchObject({ kind: 'post', direct: false })
  })

  test('an issue that vanished is passed over, one that may not be read is told of', async () => {
    const account = await signedIn()
    const refused = {
      status: 403,
      body: Buffer.from('{"message":"Resource protected by organization SAML"}'),
    }
    const closed = await pullAll(account, mentions, null, answering(/oven-timer\/issues\/\d+$/, refused))
    expect(closed.items.filter(({ text }) => text.includes('may not read')).length).toBeGreaterThan(0)
    expect(saying(closed.items, 'With a box of rice').kind).toBe('reply')
    town.misbehave({ path: '/api/v3/repos/crumb/oven-timer/issues/', fault: 404 })
    const gone = await pullAll(account, mentions)
    expect(saying(gone.items, 'With a box of rice').kind).toBe('reply')
    expect(gone.items.some(({ title }) => title === 'Timer rings twice at 00:00')).toBe(false)
  })

  test('a secondary limit waits as long as it says, in words', async () => {
    const account = await signedIn()
    town.misbehave({ path: '/api/v3/notifications', fault: 403, retryAfter: 90 })
    const failure = await failureOf(pullAll(account, mentions))
    expect([failure.code, failure.retryAtMs]).toEqual(['rate-limited', startMs + 90_000])
    expect(failure.message).toMatch(/wait/)
    const before = town.requests().length
    await failureOf(pullAll(account, mentions))
    expect(town.requests()).toHaveLength(before)
    town.behave()
    later(90_000)
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
  })
})

describe('what the town does not have, as recorded', () => {
  const fixture = (name: string): unknown =>
    // Written by us in this shape.
    (JSON.parse(readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')) as { body: unknown })
      .body
  const bytes = (value: unknown) => Buffer.from(JSON.stringify(value))

  test('a comment on a commit is heard by its notification, and answered at the commit', async () => {
    const account = await signedIn()
    const api = 'https://api.github.com/repos/crumb/oven-timer'
    const told = {
      id: '9005',
      reason: 'author',
      updated_at: '2026-10-01T08:00:00Z',
      subject: {
        title: 'Ring once',
        url: `${api}/commits/6dcb09b5b57875f334f61aebed695e2e4193db5e`,
        latest_comment_url: `${api}/comments/90001`,
        type: 'Commit',
      },
      repository: { full_name: 'crumb/oven-timer' },
    }
    const heard = await pullAll(
      account,
      mentions,
      null,
      answering(
        /notifications$/,
        { body: bytes([told]) },
        answering(/comments\/90001$/, { body: bytes(fixture('commit-comment')) }),
      ),
    )
    expect(heard.items.map(({ text, ref }) => [text, ref])).toEqual([
      ['Nice.', 'crumb/oven-timer@6dcb09b5b57875f334f61aebed695e2e4193db5e/k90001'],
    ])
    const posted: string[] = []
    const ctx = answering(
      /commits\/6dcb09b\w+\/comments$/,
      { status: 201, body: bytes(fixture('commit-comment')) },
      outside.ctx,
      posted,
    )
    const { item } = await network.send(ctx, account, {
      key: 'k',
      attempt: 1,
      text: 'Thank you.',
      inReplyTo: saying(heard.items, 'Nice.'),
    })
    expect(item.ref).toMatch(/^crumb\/oven-timer@6dcb09b/)
    expect(posted).toEqual(['POST {"body":"Thank you."}'])
  })

  test('words of a review are heard with its pull request, empty ones are not', async () => {
    const account = await signedIn()
    const ctx = answering(/pulls\/\d+\/reviews$/, { body: bytes(fixture('reviews')) })
    const { items } = await network.thread(ctx, account, {
      remoteId: 'x',
      ref: saying((await pullAll(account, mentions)).items, 'ready for another look').ref,
    })
    expect(items.filter(({ ref }) => ref?.includes('/v') === true).map(({ text }) => text)).toEqual([
      'Two small things, then it is good.',
    ])
  })
})

describe('words', () => {
  test('issues, pull requests and discussions are searched, each asked for what it is', async () => {
    const { items } = await pullAll(await signedIn(), keyword('timer'))
    expect(saying(items, 'Timer rings twice').ref).toMatch(/#\d+$/)
    expect(saying(items, 'How do you time a dough').ref).toMatch(/!\d+\/D_/)
    const queries = asked(/search\/issues$/).map(({ query }) => new URLSearchParams(query).get('q'))
    expect(queries).toEqual(['timer is:issue', 'timer is:pr'])
  })

  test('later, what changed since is asked for, with the comments of that time', async () => {
    const account = await signedIn()
    const first = await pullAll(account, keyword('timer'))
    later(3_600_000)
    say('nils', 'The timer of the mill does it too.', idOf('Scale drifts'))
    say('ana', 'A timer for soup?\nMine is a boat.')
    const { items } = await pullAll(account, keyword('timer'), first.cursor)
    expect(saying(items, 'timer of the mill').parentRef).toBe(saying(items, 'Scale drifts').ref)
    expect(saying(items, 'Mine is a boat')).toMatchObject({ title: 'A timer for soup?' })
    expect(items.some(({ title }) => title?.includes('Ring softly') === true)).toBe(false)
    expect(asked(/search\/issues$/).at(-1)?.query).toMatch(/updated%3A%3E%3D2026-10-01T08%3A55%3A00Z/)
  })

  test('alternatives are asked one by one, and what cannot be asked is not', async () => {
    const account = await signedIn()
    await pullAll(account, keyword('scale OR icon'))
    expect(asked(/search\/issues$/)).toHaveLength(4)
    const none = await pullAll(account, keyword('is:question'))
    expect([none.items, asked(/search\/issues$/).length]).toEqual([[], 4])
  })

  test('searching is limited apart from the rest', async () => {
    await shut()
    await open({ rateLimit: true })
    const account = await signedIn()
    let failure: Failure | undefined
    for (let n = 0; n < 30 && failure === undefined; n += 1)
      failure = await pullAll(account, keyword('timer')).then(
        () => undefined,
        (error: unknown) => (error instanceof Failure ? error : undefined),
      )
    expect(failure).toMatchObject({ code: 'rate-limited', retryAtMs: startMs + 60_000 })
    expect((await pullAll(account, mentions)).items.length).toBeGreaterThan(0)
  })
})

describe('speaking', () => {
  async function answer(words: string, text: string): Promise<FetchedItem> {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const inReplyTo = saying(items, words)
    return (await network.send(outside.ctx, account, { key: 'k', attempt: 1, text, inReplyTo })).item
  }

  test('in an issue a comment, on a line an answer there, in a discussion an answer below', async () => {
    const onIssue = await answer('Same here, on a Pi', '@nils which model?')
    expect(onIssue).toMatchObject({
      mine: true,
      text: '@nils which model?',
      parentRef: 'crumb/oven-timer#12',
    })
    const { items } = await pullAll(await signedIn(), mentions)
    const onLine = await answer('a test for it', 'Thank you!')
    expect(onLine.parentRef).toBe(saying(items, 'Can this be a constant').ref)
    const inTalk = await answer('Could the timer read one', 'A file of degrees, yes.')
    expect(inTalk.parentRef).toBe(saying(items, 'A thermometer and a table').ref)
    const onTop = await answer('How do you time a dough', 'Ask the cellar.')
    expect(onTop.parentRef).toBe(saying(items, 'How do you time a dough').ref)
    const said = town
      .statuses('github')
      .filter(({ author, createdMs }) => author === 'crumb' && createdMs === startMs)
    expect(said).toHaveLength(4)
  })

  test('a try whose answer was lost is not said twice, wherever it was', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const lost: [string, string][] = [
      ['Same here, on a Pi', '/api/v3/repos'],
      ['a test for it', '/api/v3/repos'],
      ['Could the timer read one', '/api/graphql'],
    ]
    for (const [words, path] of lost) {
      const speech = { key: 'k', text: `About “${words}”: **soon**.`, inReplyTo: saying(items, words) }
      town.misbehave({ path, method: 'POST', fault: 'reset', acts: true, times: 1 })
      await failureOf(network.send(outside.ctx, account, { ...speech, attempt: 1 }))
      const again = await network.send(outside.ctx, account, { ...speech, attempt: 2 })
      expect(again.item.mine).toBe(true)
      expect(town.statuses('github').filter(({ text }) => text === speech.text)).toHaveLength(1)
    }
  })

  test('a reply starts with the name in an issue, and with nothing where the place says it', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const start = (words: string) => {
      const { raw, author } = saying(items, words)
      return network.replyDefaults(account, { raw, authorHandle: author.handle }).text
    }
    expect(start('Same here, on a Pi')).toBe('@nils ')
    expect(start('a test for it')).toBe('')
    expect(start('Could the timer read one')).toBe('')
    expect(start('Can this be a constant')).toBe('')
    expect(network.replyDefaults(account, { raw: {}, authorHandle: '@Crumb' }).text).toBe('')
  })

  test('what GitHub refuses is said in its words; what is gone is gone', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const inReplyTo = saying(items, 'Same here, on a Pi')
    const blank = await failureOf(
      network.send(outside.ctx, account, { key: 'k', attempt: 1, text: ' ', inReplyTo }),
    )
    expect([blank.code, blank.message]).toEqual(['rejected', expect.stringContaining('Body cannot be blank')])
    const nowhere = { remoteId: 'x', ref: 'crumb/oven-timer#4711/c1' }
    const gone = network.send(outside.ctx, account, { key: 'k', attempt: 1, text: 'x', inReplyTo: nowhere })
    expect((await failureOf(gone)).code).toBe('gone')
    const first = network.send(outside.ctx, account, { key: 'k', attempt: 1, text: 'x' })
    expect((await failureOf(first)).code).toBe('not-supported')
  })

  test('a thumb goes up and down, on issues, lines and in discussions', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    for (const words of [
      'Timer rings twice',
      'Same here, on a Pi',
      'a test for it',
      'Could the timer read one',
    ]) {
      const item = saying(items, words)
      const likes = item.metrics.likes ?? 0
      const after = async (what: 'like' | 'unlike') =>
        (await network.act(outside.ctx, account, what, item)).items[0]?.metrics.likes
      expect([words, await after('like'), await after('unlike')]).toEqual([words, likes + 1, likes])
    }
    const talk = saying(items, 'Could the timer read one')
    expect(talk.standing).toEqual({ liked: false })
    const liked = await network.act(outside.ctx, account, 'like', talk)
    expect(liked.items[0]?.standing).toEqual({ liked: true })
    const hidden = network.act(outside.ctx, account, 'hide', saying(items, 'Timer rings twice'))
    expect((await failureOf(hidden)).code).toBe('not-supported')
  })
})

describe('looking again', () => {
  test('a thread comes whole: an issue, a pull request with its lines, a discussion with its answers', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const threadOf = async (words: string) => {
      const { items: all, missing } = await network.thread(outside.ctx, account, saying(items, words))
      return [all.length, missing]
    }
    expect(await threadOf('Same here, on a Pi')).toEqual([2, 0])
    expect(await threadOf('ready for another look')).toEqual([4, 0])
    expect(await threadOf('Could the timer read one')).toEqual([4, 0])
  })

  test('edits come anew, and what was deleted is a deletion', async () => {
    const account = await signedIn()
    const { items } = await pullAll(account, mentions)
    const wanted = [
      'Same here, on a Pi',
      'a test for it',
      'take a patch',
      'Should six be',
      'Timer rings twice',
    ]
    const refs = wanted.map((words) => saying(items, words).ref)
    later()
    town.edit(idOf('Same here, on a Pi'), 'Same here, on two.', 'github')
    for (const words of ['Done, and a test', 'At the mill we weigh']) town.remove(idOf(words), 'github')
    const { items: now, deletions } = await network.recheck(outside.ctx, account, refs)
    expect(saying(now, 'on two.').editedMs).toBe(startMs + 60_000)
    expect(deletions?.map(({ ref }) => ref)).toEqual([refs[1], refs[2]])
    expect(now).toHaveLength(3)
  })

  test('a deleted issue (410) is a deletion, a transferred one (301) is not', async () => {
    const account = await signedIn()
    const ref = 'crumb/oven-timer#12'
    const seen = async (status: number) => {
      const ctx = answering(/issues\/12$/, {
        status,
        headers: { location: 'https://api.github.com/repositories/1/issues/9' },
      })
      return network.recheck(ctx, account, [ref])
    }
    expect(await seen(301)).toMatchObject({ items: [], deletions: [] })
    town.misbehave({ path: '/api/v3/repos/crumb/oven-timer/issues/', fault: 410 })
    expect(await network.recheck(outside.ctx, account, [ref])).toMatchObject({ deletions: [{ ref }] })
  })

  test('a repository that is closed to us has lost nothing', async () => {
    const account = await signedIn()
    town.misbehave({ path: '/api/v3/repos/crumb/oven-timer', fault: 404 })
    const refs = ['crumb/oven-timer#12', 'crumb/oven-timer#12/c5']
    expect(await network.recheck(outside.ctx, account, refs)).toMatchObject({ items: [], deletions: [] })
  })
})
