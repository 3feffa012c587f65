import type { events, hostEvents } from '#shared/contract'
import { asFailure } from '#shared/failure'
import type { z } from 'zod'
import type { LogWriter } from '../log-file.ts'
import type { CoreConnection } from './core-process.ts'
import type { Desktop } from './desktop.ts'
import { trayOf } from './tray.ts'

type Notice = z.output<(typeof events)['notify']>
export type AskCore = Pick<CoreConnection, 'call' | 'on'>

export interface AttentionOptions {
  desktop: Desktop
  log: LogWriter
  now(): number
  /** Brings the window to the front, and opens it where it is closed. */
  show(): void
  /** Hands an event to the page, when there is one. */
  deliver<K extends 'openConversation' | 'openCatchUp'>(name: K, value: z.input<(typeof hostEvents)[K]>): void
  quit(): void
}

const hourMs = 3_600_000

/** Asks for the user's attention as core decides: banners, the badge, the tray. It decides nothing by itself. */
export class Attention {
  readonly #options: AttentionOptions
  #core: AskCore | undefined
  #watched = false
  #quiet: { quietUntilMs: number | undefined; quietByHand: boolean } = {
    quietUntilMs: undefined,
    quietByHand: false,
  }
  #hasTray = false
  #again: NodeJS.Timeout | undefined
  /** What waits for core to be up: answers that were typed into a banner meanwhile. */
  #waiting: ((core: AskCore) => void)[] = []

  constructor(options: AttentionOptions) {
    this.#options = options
  }

  /** Core is up, for the first time or again. */
  connected(core: AskCore): void {
    this.#core = core
    core.on('notify', (notice) => this.#banner(notice))
    core.on('badge', ({ count }) => this.#setCount(count))
    core.on('changed', ({ nouns }) => {
      if (nouns.includes('settings')) void this.#refresh(core)
    })
    if (this.#watched) this.#tell(core.call('presence.back', {}))
    for (const work of this.#waiting.splice(0)) work(core)
    void this.#refresh(core)
  }

  /** Core is down: what is asked of it waits. */
  disconnected(): void {
    this.#core = undefined
  }

  /** The user came to the window, or left it. */
  setWatched(watched: boolean): void {
    this.#watched = watched
    const core = this.#core
    if (core !== undefined) this.#tell(core.call(watched ? 'presence.back' : 'presence.left', {}))
  }

  stop(): void {
    clearTimeout(this.#again)
    this.#options.desktop.setTray(undefined)
  }

  #banner(notice: Notice): void {
    const { desktop } = this.#options
    const { conversationId, itemId } = notice
    desktop.showBanner({
      title: notice.title,
      body: notice.body,
      sound: notice.sound,
      onClick: () => this.#open(notice),
      onReply:
        notice.replyable && desktop.can.reply && itemId !== undefined
          ? (text) => this.#whenUp((core) => void this.#reply(core, notice, itemId, text))
          : undefined,
      acts:
        conversationId === undefined
          ? []
          : [{ label: 'Done', run: () => this.#whenUp((core) => this.#done(core, conversationId)) }],
    })
  }

  #open({ conversationId, sinceMs }: Pick<Notice, 'conversationId' | 'sinceMs'>): void {
    const { show, deliver } = this.#options
    show()
    if (conversationId === undefined) deliver('openCatchUp', { sinceMs })
    else deliver('openConversation', { conversationId })
  }

  #done(core: AskCore, conversationId: number): void {
    this.#tell(core.call('conversations.triage', { ids: [conversationId], act: { act: 'done' } }))
  }

  /** An answer that could not be sent comes back as a banner of its own: nobody looks at the window now. */
  async #reply(core: AskCore, notice: Notice, itemId: number, text: string): Promise<void> {
    try {
      await core.call('notices.reply', { itemId, text })
    } catch (error) {
      const failure = asFailure(error)
      this.#options.log.warn('an answer from a banner was not sent', { code: failure.code })
      this.#options.desktop.showBanner({
        title: 'Your answer is not sent',
        // Without core nobody has kept the words but this banner.
        body: failure.code === 'offline' ? text : `${failure.message} Your words are kept as a draft.`,
        sound: notice.sound,
        onClick: () => this.#open(notice),
        acts: [],
      })
    }
  }

  async #refresh(core: AskCore): Promise<void> {
    try {
      const { badge, quietUntilMs, quietByHand, tray } = await core.call('notices.state', {})
      if (core !== this.#core) return
      this.#quiet = { quietUntilMs, quietByHand }
      this.#hasTray = tray
      this.#setCount(badge)
      clearTimeout(this.#again)
      // The words of the tray name the time at which it rings again.
      if (quietUntilMs !== undefined)
        this.#again = setTimeout(() => void this.#refresh(core), this.#msTo(quietUntilMs))
    } catch (error) {
      this.#options.log.warn('the badge is not known yet', { error })
    }
  }

  #setCount(count: number): void {
    const { desktop, show, quit, now } = this.#options
    desktop.setBadge(count)
    if (!this.#hasTray) return desktop.setTray(undefined)
    const quietUntil = (ms: number): void =>
      this.#whenUp((core) => this.#tell(core.call('settings.set', { quietUntilMs: ms })))
    desktop.setTray(
      trayOf(
        { count, ...this.#quiet },
        {
          open: show,
          quietForAnHour: () => quietUntil(now() + hourMs),
          ringAgain: () => quietUntil(0),
          quit,
        },
      ),
    )
  }

  /** Never longer than a day: a timer must not overflow, and asking again costs nothing. */
  #msTo(ms: number): number {
    return Math.min(24 * hourMs, Math.max(1000, ms - this.#options.now()))
  }

  #whenUp(work: (core: AskCore) => void): void {
    if (this.#core === undefined) this.#waiting.push(work)
    else work(this.#core)
  }

  #tell(call: Promise<unknown>): void {
    call.catch((error: unknown) => this.#options.log.warn('core was not told', { error }))
  }
}
