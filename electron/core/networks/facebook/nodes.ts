import type { z } from 'zod'
import { Failure } from '#shared/failure'
import type { Call, Graph } from './client.ts'
import { readNode, readOne, wireNodes, type Read } from './wire.ts'

/**
 * Several nodes by their ids, in one call. One that is gone makes Facebook refuse all of them, so what is refused is
 * asked again in halves; what is missing in the end is not there.
 */
export async function nodesOf<T extends z.ZodType>(
  graph: Graph,
  schema: T,
  ids: readonly string[],
  fields: string,
  call: Call = {},
): Promise<Map<string, Read<z.output<T>>>> {
  if (ids.length === 0) return new Map()
  try {
    const data = await graph.ask('/', { ...call, query: { ids: ids.join(','), fields } })
    const nodes = Object.entries(readOne(wireNodes, data, 'the posts asked for'))
    const read = nodes.flatMap(([id, value]) => {
      const node = readNode(schema, value)
      return node === undefined ? [] : [[id, node] as const]
    })
    if (read.length === 0 && nodes.length > 0)
      throw new Failure('bad-response', 'Facebook answered with entries that cannot be understood.')
    return new Map(read)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'gone') throw error
    if (ids.length === 1) return new Map()
    const middle = Math.ceil(ids.length / 2)
    const left = await nodesOf(graph, schema, ids.slice(0, middle), fields, call)
    const right = await nodesOf(graph, schema, ids.slice(middle), fields, call)
    return new Map([...left, ...right])
  }
}
