import type { Source } from '#shared/contract'
import type { Lane, LaneId } from '#shared/domain/conversation'
import type { Outgoing } from '#shared/domain/outgoing'
import type { Stream } from '#shared/domain/stream'

/** Lanes whose count is no to-do: a figure there would only weigh. */
const uncounted: ReadonlySet<LaneId> = new Set(['done'])
/** Core counts no further than this. */
const countCap = 10_000

/** The figure beside a lane; late ones are said in words because they are red. */
export function laneCount(lane: Pick<Lane, 'id' | 'count'>): { words: string; late: boolean } {
  if (lane.count === 0 || uncounted.has(lane.id)) return { words: '', late: false }
  const figure = lane.count >= countCap ? '10k+' : String(lane.count)
  return lane.id === 'late' ? { words: `${figure} late`, late: true } : { words: figure, late: false }
}

/** The figure beside a stream: what is open, or a dash where nothing is heard. */
export function streamCount(stream: Pick<Stream, 'health' | 'open'>): string {
  if (stream.open > 0) return String(stream.open)
  return stream.health === 'signed-out' || stream.health === 'broken' ? '–' : ''
}

/** What the outbox holds that is not sent: failures first, because they wait for the user. */
export function outboxCount(outbox: readonly Pick<Outgoing, 'state'>[]): { words: string; late: boolean } {
  const failed = outbox.filter((message) => message.state === 'failed').length
  if (failed > 0) return { words: `${failed} failed`, late: true }
  const held = outbox.filter((message) => message.state === 'held').length
  if (held > 0) return { words: `${held} held`, late: false }
  const underWay = outbox.filter(({ state }) => state === 'queued' || state === 'sending').length
  return { words: underWay > 0 ? `${underWay} to send` : '', late: false }
}

/** The lane `by` places from the one in front, round and round; the first when none is. */
export function neighbourLane(lanes: readonly Lane[], source: Source, by: number): LaneId | undefined {
  const at = source.type === 'lane' ? lanes.findIndex((lane) => lane.id === source.lane) : -1
  if (at === -1) return lanes[by > 0 ? 0 : lanes.length - 1]?.id
  return lanes[(at + by + lanes.length) % lanes.length]?.id
}
