import type { Source } from '#shared/contract'
import type { Lane, LaneId, OwnLane } from '#shared/domain/conversation'
import type { Outgoing } from '#shared/domain/outgoing'
import type { Stream } from '#shared/domain/stream'
import { sourceKey } from '../../state.ts'

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

/** The figure beside a lane of the user's own; nothing while it is not counted. */
export function ownLaneCount({ count = 0, more }: Pick<OwnLane, 'count' | 'more'>): {
  words: string
  late: false
} {
  if (count === 0) return { words: '', late: false }
  return { words: count >= 1000 ? '1k+' : `${String(count)}${more ? '+' : ''}`, late: false }
}

/** Every lane in the order of the sidebar, which is that of the keys 1 to 9. */
export function laneSources(lanes: readonly Lane[], own: readonly OwnLane[]): Source[] {
  const [back, front] = [lanes.filter(isLookBack), lanes.filter((lane) => !isLookBack(lane))]
  const builtIn = ({ id }: Lane): Source => ({ type: 'lane', lane: id })
  return [
    ...front.map(builtIn),
    ...own.map(({ id }): Source => ({ type: 'own-lane', id })),
    ...back.map(builtIn),
  ]
}

/** Lanes of what is settled or kept away stand at the foot of the sidebar, with the outbox. */
export function isLookBack({ id }: Pick<Lane, 'id'>): boolean {
  return id === 'done' || id === 'noise' || id === 'muted'
}

/** The lane `by` places from the one in front, round and round; the first when none is. */
export function neighbourLane(lanes: readonly Source[], source: Source, by: number): Source | undefined {
  const at = lanes.findIndex((lane) => sourceKey(lane) === sourceKey(source))
  if (at === -1) return lanes[by > 0 ? 0 : lanes.length - 1]
  return lanes[(at + by + lanes.length) % lanes.length]
}

/** The ids with one of them a place up (-1) or down; undefined where it stands at that end already. */
export function moved(ids: readonly number[], id: number, by: 1 | -1): number[] | undefined {
  const at = ids.indexOf(id)
  const to = at + by
  if (at === -1 || to < 0 || to >= ids.length) return undefined
  const order = ids.toSpliced(at, 1)
  return order.toSpliced(to, 0, id)
}
