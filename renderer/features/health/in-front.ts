import type { Source } from '#shared/contract'
import type { Stream } from '#shared/domain/stream'

const speakToUs = ['mentions', 'replies', 'comments']

/** The streams that what is in front is made of: the one that is shown, else those in which people speak to us. */
export function streamsInFront(source: Source, streams: readonly Stream[]): number[] {
  const heard = streams.filter(({ paused }) => !paused)
  const shown =
    source.type === 'rule'
      ? heard.filter(({ ruleId }) => ruleId === source.ruleId)
      : source.type === 'stream'
        ? heard.filter(({ id }) => id === source.streamId)
        : heard.filter(({ kind }) => speakToUs.includes(kind))
  return shown.map(({ id }) => id)
}
