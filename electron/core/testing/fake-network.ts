import { print } from '#shared/domain/query/print'
import { translate } from '#shared/domain/query/translate'
import type { ItemAct } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Deletion, FetchedItem, Json, LiveHandlers, Network, Page, Speech } from '../networks/types.ts'

/** A network that answers what a test puts into it, and remembers what it was asked. */
export interface FakeNetwork extends Network {
  /** Pages handed out in turn; an error among them is thrown. After the last, empty pages. */
  script: (Partial<Page> | Failure)[]
  pulls: { cursor: Json }[]
  /** Thrown by the next sends, in turn. */
  sendFailures: Failure[]
  /** What arrived, once per key. */
  said: Map<string, Speech>
  sendCalls: number
  /** Acts asked for, in their order, each with the item's name. */
  acted: { act: ItemAct; remoteId: string; accountId: number }[]
  /** What the next acts answer, in turn; an error among them is thrown. After the last, nothing is said. */
  actAnswers: (Partial<Page> | Failure)[]
  live: LiveHandlers | undefined
  /** Runs while a pull or send is under way, before it answers. */
  meanwhile: (() => void | Promise<void>) | undefined
}

let serial = 0

/** An item of a stranger that mentions us; what matters to a test is given. */
export function mention(item: Partial<FetchedItem> & { text: string }): FetchedItem {
  serial += 1
  return {
    remoteId: `https://there.example/p/${String(serial)}`,
    kind: 'mention',
    author: { remoteId: 'https://there.example/u/ana', handle: '@ana@there.example', name: 'Ana' },
    mine: false,
    direct: true,
    createdMs: Date.UTC(2026, 9, 1, 8, 0, 0) + serial * 1000,
    spans: [],
    media: [],
    metrics: {},
    raw: { n: serial },
    ...item,
  }
}

export const fakeSpace = 'fake:here'

export function fakeNetwork(): FakeNetwork {
  const network: FakeNetwork = {
    script: [],
    pulls: [],
    sendFailures: [],
    said: new Map(),
    sendCalls: 0,
    acted: [],
    actAnswers: [],
    live: undefined,
    meanwhile: undefined,
    manifest: {
      id: 'fake',
      label: 'Fake',
      badge: 'f',
      color: { light: '#1f6f6b', dark: '#6cc5bd' },
      signIn: {
        browser: false,
        tokenFields: [{ name: 'token', label: 'Token', kind: 'secret', required: true }],
        steps: [],
        asksHost: true,
      },
      streamKinds: [
        {
          kind: 'mentions',
          label: 'Mentions',
          withoutAccount: false,
          needsAccount: true,
          fields: [],
          floorMs: 15_000,
          defaultMs: 60_000,
        },
        {
          kind: 'hashtag',
          label: 'Hashtag',
          withoutAccount: true,
          needsAccount: false,
          fields: [],
          floorMs: 15_000,
          defaultMs: 60_000,
        },
        {
          kind: 'keyword',
          label: 'Words',
          withoutAccount: true,
          needsAccount: false,
          fields: [],
          floorMs: 15_000,
          defaultMs: 60_000,
        },
      ],
      speaks: { reply: 'api', visibilities: ['public', 'direct'], contentWarning: true },
      importFormats: [],
      acts: ['like', 'unlike', 'approve', 'hold', 'spam', 'trash'],
    },
    translate: (query) =>
      translate(query, {
        leaf: (leaf) => (leaf.type === 'text' ? { words: print(leaf), exact: true } : undefined),
      }),
    checkConfig: (kind, config) => ({
      config,
      name: config['tag'] === undefined ? kind : `#${config['tag']}`,
    }),
    signInWithToken: async (_ctx, host, fields) => {
      if (fields['token'] === 'wrong') throw new Failure('signed-out', 'That token is not accepted.')
      return {
        remoteId: 'me',
        handle: '@crumb@here',
        name: 'Crumb',
        host,
        credentials: { token: fields['token'] ?? '' },
        facts: null,
        textRule: { unit: 'graphemes', max: 500 },
        streams: [{ kind: 'mentions', name: '@crumb@here', config: {} }],
      }
    },
    async pull(_ctx, _account, _stream, cursor) {
      network.pulls.push({ cursor })
      await network.meanwhile?.()
      const next = network.script.shift()
      if (next instanceof Failure) throw next
      return { items: [], refSpace: fakeSpace, cursor: null, more: false, ...next }
    },
    listen(_ctx, _account, _streams, handlers) {
      network.live = handlers
      return { close: () => handlers.onDown('closed') }
    },
    replyDefaults: (_account, item) => ({
      text: `${item.authorHandle} `,
      visibility: 'public',
      visibilities: ['public', 'direct'],
      warning: item.warning,
    }),
    async send(_ctx, account, speech) {
      network.sendCalls += 1
      await network.meanwhile?.()
      const failure = network.sendFailures.shift()
      if (failure !== undefined) throw failure
      network.said.set(speech.key, speech)
      return {
        refSpace: fakeSpace,
        item: mention({
          remoteId: `https://here/said/${speech.key}`,
          text: speech.text,
          mine: true,
          direct: false,
          kind: 'post',
          author: { remoteId: account.remoteId, handle: account.handle, name: 'Crumb' },
          parentRef: speech.inReplyTo?.ref,
          createdMs: _ctx.clock.now(),
        }),
      }
    },
    async act(_ctx, account, act, { remoteId }) {
      network.acted.push({ act, remoteId, accountId: account.id })
      await network.meanwhile?.()
      const next = network.actAnswers.shift()
      if (next instanceof Failure) throw next
      return { items: [], refSpace: fakeSpace, ...next }
    },
    parseRecorded: () => [],
  }
  return network
}

/** A deletion as a network tells it. */
export function deletion(ref: string): Deletion {
  return { ref }
}
