import { isPassing } from '#shared/failure'
import type { Stream } from '#shared/domain/stream'
import { agoWords } from '../../ui/ago-words.ts'
import { failureSentence } from '../../ui/failure-words.ts'
import { spanWords } from '../../ui/said-when.ts'

/** The one act that mends a problem. */
export type Mend =
  | { kind: 'sign-in'; label: string; accountId: number | undefined }
  | { kind: 'retry'; label: string; streamIds: readonly number[] }
  | { kind: 'show-stream'; label: string; streamId: number }
  | { kind: 'spending'; label: string }
  | { kind: 'restart-core'; label: string }

/** Something that keeps us from hearing. */
export interface Problem {
  /** `bad` needs the user; `warn` may pass by itself. */
  tone: 'bad' | 'warn'
  who: string
  words: string
  mend: Mend | undefined
  streamIds: readonly number[]
}

export interface HealthFacts {
  core: { state: 'starting' | 'up' | 'parked'; words?: string | undefined }
  online: boolean
  streams: readonly Stream[]
  nowMs: number
  locale?: string | undefined
}

/** Everything that is wrong, the worst first. Empty when all is well. */
export function problems(facts: HealthFacts): Problem[] {
  if (facts.core.state === 'parked') {
    return [
      {
        tone: 'bad',
        who: 'Earshot hears nothing',
        words: facts.core.words ?? 'Its core stopped several times and rests. What is stored is safe.',
        mend: { kind: 'restart-core', label: 'Start it again' },
        streamIds: [],
      },
    ]
  }
  const heard = facts.streams.filter((stream) => !stream.paused)
  return [
    ...(facts.core.state === 'starting' ? [starting(facts)] : []),
    ...(facts.online ? [] : [offline(heard, facts)]),
    ...signedOut(heard, facts),
    ...unpaid(heard, facts),
    ...heard
      .filter((stream) => stream.health === 'broken' && stream.failure?.code !== 'billing')
      .map((stream) => broken(stream, facts)),
    // Without a network every stream is late; that is said once.
    ...(facts.online ? late(heard, facts) : []),
    ...heard.filter(({ health }) => health === 'limited').map((stream) => limited(stream, facts)),
    ...heard.flatMap((stream) => silent(stream, facts)),
    ...heard.flatMap((stream) => gapped(stream, facts)),
  ]
}

function starting(facts: HealthFacts): Problem {
  const words = facts.core.words ?? 'Its core is being started again; nothing is lost.'
  return { tone: 'warn', who: 'Earshot', words, mend: undefined, streamIds: [] }
}

function offline(streams: readonly Stream[], facts: HealthFacts): Problem {
  const since = Math.min(...streams.flatMap((stream) => stream.heardToMs ?? []))
  const words = Number.isFinite(since)
    ? `There is no network; nothing since ${timeWords(since, facts)} is heard. What is stored can be read and answered.`
    : 'There is no network. What is stored can be read and answered.'
  return { tone: 'warn', who: 'Offline', words, mend: undefined, streamIds: streams.map(({ id }) => id) }
}

/** One problem for each account, however many of its streams are deaf. */
function signedOut(streams: readonly Stream[], facts: HealthFacts): Problem[] {
  const groups = Map.groupBy(
    streams.filter(({ health }) => health === 'signed-out'),
    (stream) => stream.accountId ?? `stream ${stream.id}`,
  )
  return [...groups.values()].flatMap((group) => {
    const first = group[0]
    if (first === undefined) return []
    const many = group.length > 1 ? ` (${group.length} streams)` : ''
    return {
      tone: 'bad' as const,
      who: first.name,
      words: `signed out${many}; ${unheard(first, facts)}`,
      mend: { kind: 'sign-in' as const, label: 'Sign in again', accountId: first.accountId },
      streamIds: group.map(({ id }) => id),
    }
  })
}

/** One problem for each network that money stops, however many of its streams are deaf. */
function unpaid(streams: readonly Stream[], facts: HealthFacts): Problem[] {
  const groups = Map.groupBy(
    streams.filter(({ health, failure }) => health === 'broken' && failure?.code === 'billing'),
    ({ network }) => network,
  )
  return [...groups.values()].flatMap((group) => {
    const first = group[0]
    if (first?.failure === undefined) return []
    const streamIds = group.map(({ id }) => id)
    const many = group.length > 1 ? ` (${group.length} streams)` : ''
    return {
      tone: 'bad' as const,
      who: first.name,
      words: `is not heard${many}: ${failureSentence(first.failure)} ${capital(unheard(first, facts))}`,
      // A bill is paid at the network; a limit of ours is raised here.
      mend:
        first.failure.status === 402
          ? { kind: 'retry' as const, label: 'Try now', streamIds }
          : { kind: 'spending' as const, label: 'Change the limit' },
      streamIds,
    }
  })
}

function broken(stream: Stream, facts: HealthFacts): Problem {
  const why = stream.failure === undefined ? 'It does not work.' : failureSentence(stream.failure)
  const mayRetry = stream.failure === undefined || isPassing(stream.failure.code)
  return {
    tone: 'bad',
    who: stream.name,
    words: `is broken: ${why} ${capital(unheard(stream, facts))}`,
    mend: mayRetry
      ? { kind: 'retry', label: 'Try now', streamIds: [stream.id] }
      : { kind: 'show-stream', label: 'Look at it', streamId: stream.id },
    streamIds: [stream.id],
  }
}

/** What is late often has one cause, so that trying again is for all of them. */
function late(streams: readonly Stream[], facts: HealthFacts): Problem[] {
  const all = streams.filter(({ health }) => health === 'late')
  return all.map((stream) => {
    const since =
      stream.lastOkMs === undefined
        ? 'has not answered yet'
        : `has not answered for ${agoWords(stream.lastOkMs, facts.nowMs, facts.locale)}`
    return {
      tone: 'warn' as const,
      who: stream.name,
      words: stream.failure === undefined ? `${since}.` : `${since}: ${failureSentence(stream.failure)}`,
      mend: { kind: 'retry' as const, label: 'Retry now', streamIds: all.map(({ id }) => id) },
      streamIds: [stream.id],
    }
  })
}

/** Waiting is all there is to do; the screen of the streams tells more. */
function limited(stream: Stream, facts: HealthFacts): Problem {
  const until = stream.untilMs === undefined ? 'for a while' : `until ${timeWords(stream.untilMs, facts)}`
  return {
    tone: 'warn',
    who: stream.name,
    words: `must wait ${until}; ${unheard(stream, facts)}`,
    mend: { kind: 'show-stream', label: 'Look at it', streamId: stream.id },
    streamIds: [stream.id],
  }
}

/** It answers well and says nothing, which is unlike it: perhaps it is deaf without an error. */
function silent(stream: Stream, facts: HealthFacts): Problem[] {
  if (stream.health !== 'ok' || stream.silentSinceMs === undefined) return []
  return [
    {
      tone: 'warn',
      who: stream.name,
      words: `has said nothing since ${timeWords(stream.silentSinceMs, facts)}, which is unlike it. It answers, so it may be deaf without an error.`,
      mend: { kind: 'retry', label: 'Ask now', streamIds: [stream.id] },
      streamIds: [stream.id],
    },
  ]
}

/** A hole in what was heard, while it is being filled, and for a day where it stays. */
function gapped(stream: Stream, facts: HealthFacts): Problem[] {
  const { gap } = stream
  if (gap === undefined || gap.state === 'filled') return []
  const span = spanWords(gap.fromMs, gap.toMs, facts.nowMs, facts.locale)
  return [
    {
      tone: 'warn',
      who: stream.name,
      words:
        gap.state === 'permanent'
          ? `missed ${span}, and that cannot be made up for. ${gap.reason}`
          : `missed ${span}, and is being asked for it. ${gap.reason}`,
      mend: { kind: 'show-stream', label: 'Look at it', streamId: stream.id },
      streamIds: [stream.id],
    },
  ]
}

function unheard(stream: Stream, facts: HealthFacts): string {
  return stream.heardToMs === undefined
    ? 'nothing of it is heard yet.'
    : `what came since ${timeWords(stream.heardToMs, facts)} is not heard yet.`
}

/** The time of day, with the weekday or date when it is not today. */
function timeWords(ms: number, { nowMs, locale }: HealthFacts): string {
  const today = new Date(ms).toDateString() === new Date(nowMs).toDateString()
  const withinWeek = Math.abs(nowMs - ms) < 6 * 86_400_000
  return new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(today ? {} : withinWeek ? { weekday: 'short' } : { day: 'numeric', month: 'short' }),
  }).format(ms)
}

function capital(words: string): string {
  return (words[0]?.toUpperCase() ?? '') + words.slice(1)
}

/** What stands at the end of the line: how much of the whole is wrong. */
export function shareWords(found: readonly Problem[], streams: number): string {
  const deaf = new Set(found.flatMap((problem) => problem.streamIds)).size
  return deaf === 0 || streams === 0 ? '' : `${deaf} of ${streams} ${streams === 1 ? 'stream' : 'streams'}`
}
