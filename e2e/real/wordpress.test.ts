import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { network } from '#core/networks/wordpress/index'
import { testOutside } from '#core/networks/testing'
import { openCore, type OpenedCore } from '#core/open-core'
import { fakeClock } from '#core/testing/fake-clock'
import { missingForWordPress, startWordPress, type WordPress } from './wordpress.ts'

/** Core, as it runs in the window, against a real WordPress. */

const missing = await missingForWordPress()

let blog: WordPress
let opened: OpenedCore
/** Of the stranger's comment. */
let conversationId = 0
const ends: (() => Promise<void>)[] = []
const dataFolder = mkdtempSync(join(tmpdir(), 'earshot-real-'))

if (missing !== undefined) console.log(`Skipped, for lack of ${missing}.`)

describe.skipIf(missing !== undefined)('a real WordPress', () => {
  beforeAll(async () => {
    blog = await startWordPress()
    ends.unshift(() => blog.stop())
    opened = openCore({ dataFolder, program: 'command line', version: '0.0.0-test', demo: true })
    ends.unshift(() => opened.stop())
    await opened.core.handlers['settings.set']({ fileKeyConsent: true, undoSendMs: 0 })
  }, 90_000)

  afterAll(async () => {
    for (const end of ends) await end()
    rmSync(dataFolder, { recursive: true, force: true })
  })

  async function pullNow(): Promise<void> {
    await opened.core.handlers['streams.refresh']({})
    await opened.core.settle()
  }

  async function heard(words: string) {
    await pullNow()
    const { handlers } = opened.core
    const page = await handlers['conversations.page']({
      source: { type: 'lane', lane: 'heard' },
      limit: 50,
    })
    return page.rows.find((row) => row.text.includes(words))
  }

  async function mustHear(words: string) {
    const row = await heard(words)
    if (row === undefined) throw new Error(`"${words}" was not heard`)
    return opened.core.handlers['conversations.get']({ id: row.id })
  }

  const rye = (): number => blog.posts[0]?.id ?? 0

  test('a wrong password is told as signed out, although the blog answers as if nothing were wrong', async () => {
    const signIn = opened.core.handlers['accounts.signIn']({
      network: 'wordpress',
      host: blog.url,
      fields: { user: 'crumb', password: 'wrong word' },
    })
    await expect(Promise.resolve(signIn)).rejects.toMatchObject({ code: 'signed-out' })
  })

  test('an application password signs in, with the right to moderate', async () => {
    const { user, password } = blog.people.crumb
    const account = await opened.core.handlers['accounts.signIn']({
      network: 'wordpress',
      host: blog.url,
      fields: { user, password },
    })
    expect(account).toMatchObject({ network: 'wordpress', state: 'ok', name: 'crumb' })
    const streams = await opened.core.handlers['streams.list']({})
    expect(streams.map(({ name }) => name)).toEqual(['Comments on Crumb Bakery'])
  })

  test('a stranger’s comment is heard while it waits, let through, and made to wait again by undo', async () => {
    await blog.comment({ post: rye(), name: 'Ana', text: 'Is "rye" <b>safe</b> & 日本語?' })
    const detail = await mustHear('safe & 日本語?')
    conversationId = detail.row.id
    const item = detail.items[0]
    expect(item).toMatchObject({ title: 'Why our rye takes two days', standing: { moderation: 'held' } })
    expect(item?.acts).toEqual(['approve', 'spam', 'trash'])
    const standing = async () =>
      (await opened.core.handlers['conversations.get']({ id: detail.row.id })).items[0]?.standing?.moderation
    await opened.core.handlers['items.act']({ id: item?.id ?? 0, act: 'approve' })
    expect(await standing()).toBe('approved')
    const status = `echo wp_get_comment_status(${(await lastComment()).id});`
    expect(await blog.php(status)).toBe('approved')
    await opened.core.handlers['operations.undo']({})
    expect([await standing(), await blog.php(status)]).toEqual(['held', 'unapproved'])
    await opened.core.handlers['items.act']({ id: item?.id ?? 0, act: 'approve' })
  })

  async function lastComment(): Promise<{ id: number; text: string; parent: number; author: number }> {
    const code = `$c = get_comments(['number' => 1, 'status' => 'any', 'orderby' => 'comment_ID'])[0];
echo json_encode(['id' => (int) $c->comment_ID, 'text' => $c->comment_content, 'parent' => (int) $c->comment_parent, 'author' => (int) $c->user_id]);`
    return JSON.parse(await blog.php(code)) as Awaited<ReturnType<typeof lastComment>> // as just written
  }

  test('an answer stands below it as it was typed, once, and is not heard as somebody else’s', async () => {
    const detail = await mustHear('safe & 日本語?')
    const asked = await lastComment()
    const reply = {
      conversationId: detail.row.id,
      inReplyTo: detail.focusItemId,
      accountId: detail.speakAs ?? 0,
      text: `It's "safe", <i>really</i> & truly...`,
      thenDone: true,
    }
    for (let n = 0; n < 2; n += 1) {
      await opened.core.handlers['replies.send'](reply)
      await opened.core.settle()
    }
    const said = await lastComment()
    expect(said).toMatchObject({ parent: asked.id, author: 1 })
    const outbox = await opened.core.handlers['outbox.list']({})
    expect(outbox.filter(({ state }) => state === 'failed')).toEqual([])
    expect(await blog.php(`echo get_comments(['post_id' => ${rye()}, 'count' => true]);`)).toBe('2')
    await pullNow()
    const after = await opened.core.handlers['conversations.get']({ id: detail.row.id })
    expect(after.items.map(({ mine, text }) => [mine, text])).toEqual([
      [false, 'Is “rye” safe & 日本語?'],
      [true, 'It’s “safe”, <i>really</i> & truly…'],
    ])
    expect(after.row.state).toBe('done')
  })

  test('asking again hears nothing twice, and spam stays out', async () => {
    const before = await opened.core.handlers['app.state']({})
    for (let n = 0; n < 3; n += 1) await pullNow()
    expect((await opened.core.handlers['app.state']({})).items).toBe(before.items)
  })

  test('a blog without pretty addresses is found from any page, and heard by strangers', async () => {
    const [found] = await opened.core.handlers['streams.discover']({
      network: 'wordpress',
      address: `${blog.url}/?p=${String(rye())}`,
    })
    expect(found).toMatchObject({ title: 'Comments on Crumb Bakery' })
    const config = found?.draft.config ?? {}
    const stream = await opened.core.handlers['streams.add']({
      network: 'wordpress',
      kind: 'keyword',
      config: { ...config, query: 'safe' },
    })
    await pullNow()
    // What the stranger asked and what was answered: both were heard before, under the same names.
    const after = (await opened.core.handlers['streams.list']({})).find(({ id }) => id === stream.id)
    expect(after).toMatchObject({ health: 'ok', itemCount: 2 })
  })

  test('signs in through the browser: the blog’s own page grants a password, which is exchanged at once', async () => {
    const { handlers } = opened.core
    const { attempt, url } = await handlers['accounts.beginBrowserSignIn']({
      network: 'wordpress',
      host: blog.url,
      fields: {},
    })
    const back = await approve(url)
    expect(await (await fetch(back)).text()).toContain('go back to Earshot')
    const account = await handlers['accounts.awaitBrowserSignIn']({ attempt })
    expect(account).toMatchObject({ network: 'wordpress', state: 'ok' })
    const travelled = new URL(back).searchParams.get('password') ?? ''
    const pair = Buffer.from(`crumb:${travelled}`).toString('base64')
    const me = await fetch(`${blog.url}/?rest_route=/wp/v2/users/me`, {
      headers: { authorization: `Basic ${pair}` },
    })
    expect(me.status).toBe(401)
    await pullNow()
    const streams = await handlers['streams.list']({})
    expect(streams.every(({ health }) => health === 'ok')).toBe(true)
  })

  /** What the user does in the browser, without its scripts: signs in, says yes, is sent back. */
  async function approve(url: string): Promise<string> {
    const login = await fetch(`${blog.url}/wp-login.php`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie: 'wordpress_test_cookie=WP%20Cookie%20check' },
      body: new URLSearchParams({ log: 'crumb', pwd: blog.people.crumb.loginPassword, testcookie: '1' }),
    })
    const cookie = login.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const page = await (await fetch(url, { headers: { cookie } })).text()
    const form = new URLSearchParams()
    for (const [tag] of page.matchAll(/<input\s[^>]*>/g)) {
      const name = /name=["']([^"']+)/.exec(tag)?.[1]
      const value = /value=["']([^"']*)/.exec(tag)?.[1] ?? ''
      if (name !== undefined && name !== 'reject')
        form.set(name, value.replaceAll('&#038;', '&').replaceAll('&amp;', '&'))
    }
    form.set('approve', 'Yes')
    const answer = await fetch(url.split('?')[0] ?? '', {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie },
      body: form,
    })
    return answer.headers.get('location') ?? ''
  }

  test('a hole in the past is filled by the clock of the world, not by that of the blog', async () => {
    const outside = testOutside(fakeClock(Date.now()))
    const { user, password } = blog.people.crumb
    const signed = await network.signInWithToken(outside.ctx, blog.url, { user, password })
    const inGap = async (fromHours: number, toHours: number): Promise<number> => {
      const gap = { fromMs: Date.now() - fromHours * 3_600_000, toMs: Date.now() - toHours * 3_600_000 }
      const stream = { id: 1, kind: 'comments', config: {} } as const
      return (await network.backfill(outside.ctx, { id: 1, ...signed }, stream, gap, null)).items.length
    }
    // New York is four or five hours behind.
    expect(await inGap(1, -1)).toBeGreaterThanOrEqual(2)
    expect([await inGap(8, 2), await inGap(-2, -8)]).toEqual([0, 0])
    await outside.close()
  })

  test('somebody without rights is slowed down and made to wait, and both are said', async () => {
    const { user, password } = blog.people.reader
    const account = await opened.core.handlers['accounts.signIn']({
      network: 'wordpress',
      host: blog.url,
      fields: { user, password },
    })
    const detail = await opened.core.handlers['conversations.get']({ id: conversationId })
    const say = async (text: string) => {
      await opened.core.handlers['replies.send']({
        conversationId: detail.row.id,
        inReplyTo: detail.focusItemId,
        accountId: account.id,
        text,
        thenDone: false,
      })
      await opened.core.settle()
    }
    await say('I would like to know, too.')
    expect(await blog.php(`echo wp_get_comment_status(${(await lastComment()).id});`)).toBe('unapproved')
    await say('And when you open.')
    const waiting = (await opened.core.handlers['outbox.list']({})).find(
      ({ text }) => text === 'And when you open.',
    )
    expect(waiting).toMatchObject({ state: 'queued', failure: { code: 'rate-limited' } })
  })
})
