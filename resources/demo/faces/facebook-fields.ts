/** The `fields` parameter of the Graph API: names, modifiers of edges, and what is asked of the nodes inside. */

export interface Field {
  name: string
  /** `.limit(50)`, `.filter(stream)` … */
  args: Readonly<Record<string, string>>
  fields: readonly Field[]
}

/** A refusal as the Graph API words it; thrown by what looks nodes up, answered by the face. */
export class GraphRefusal extends Error {
  readonly code: number
  readonly subcode: number | undefined
  readonly type: string

  constructor(code: number, message: string, subcode?: number, type = 'OAuthException') {
    super(message)
    this.code = code
    this.subcode = subcode
    this.type = type
  }
}

/** Reads `a,b{c,d},e.limit(5).summary(true){f}`. Throws GraphRefusal 2500 where it is broken. */
export function parseFields(text: string): Field[] {
  const [fields, rest] = readList(text)
  if (rest !== '') throw new GraphRefusal(2500, `Syntax error at "${rest.slice(0, 20)}"`)
  return fields
}

function readList(text: string): [Field[], string] {
  const fields: Field[] = []
  let rest = text
  for (;;) {
    const name = /^\s*([a-z_]+)/i.exec(rest)
    if (name === null) throw new GraphRefusal(2500, `Syntax error at "${rest.slice(0, 20)}"`)
    rest = rest.slice(name[0].length)
    const args: Record<string, string> = {}
    for (let arg = argAt(rest); arg !== null; arg = argAt(rest)) {
      args[arg[1] ?? ''] = arg[2] ?? ''
      rest = rest.slice(arg[0].length)
    }
    let inner: Field[] = []
    if (rest.startsWith('{')) {
      ;[inner, rest] = readList(rest.slice(1))
      if (!rest.startsWith('}')) throw new GraphRefusal(2500, 'Syntax error "Expected end of string"')
      rest = rest.slice(1)
    }
    fields.push({ name: name[1] ?? '', args, fields: inner })
    if (!rest.startsWith(',')) return [fields, rest]
    rest = rest.slice(1)
  }
}

function argAt(text: string): RegExpExecArray | null {
  return /^\.([a-z_]+)\(([^)]*)\)/i.exec(text)
}

/** What a node has, by name; undefined where it is there but has no value (or may not be seen). */
export interface GraphNode {
  /** `Comment`, `Page` … as refusals name it. */
  kind: string
  id: string
  values: Readonly<Record<string, unknown>>
  edges?: Readonly<Record<string, (field: Field) => unknown>>
}

/** A node with the fields asked for; the id is always there. Throws GraphRefusal 100 for a field it does not have. */
export function project(node: GraphNode, fields: readonly Field[]): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const field of fields) {
    const edge = node.edges?.[field.name]
    if (edge === undefined && !Object.hasOwn(node.values, field.name))
      throw new GraphRefusal(
        100,
        `(#100) Tried accessing nonexisting field (${field.name}) on node type (${node.kind})`,
      )
    const value = edge === undefined ? narrowed(node.values[field.name], field.fields) : edge(field)
    if (value !== undefined) shown[field.name] = value
  }
  return { ...shown, id: node.id }
}

/** `from{id}`: only these of an object's entries. */
function narrowed(value: unknown, fields: readonly Field[]): unknown {
  if (fields.length === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const wanted = new Set(['id', 'data', ...fields.map(({ name }) => name)])
  return Object.fromEntries(Object.entries(value).filter(([name]) => wanted.has(name)))
}

export interface EdgeOptions {
  /** Address of the edge, for `paging.next`. */
  url: string
  args: Readonly<Record<string, string>>
  fields: readonly Field[]
  /** Fields of nodes where none are asked for. */
  usual: string
  mostAtOnce: number
}

/** One page of nodes (already in order), with cursors as the Graph API gives them: opaque, after the last one. */
export function edgePage(nodes: readonly GraphNode[], options: EdgeOptions): Record<string, unknown> {
  const { args } = options
  const asked = args['limit'] === undefined ? 25 : Number.parseInt(args['limit'], 10)
  const limit = Math.min(Math.max(0, Number.isNaN(asked) ? 25 : asked), options.mostAtOnce)
  const after = args['after'] === undefined || args['after'] === '' ? undefined : cursorId(args['after'])
  const start = after === undefined ? 0 : nodes.findIndex(({ id }) => id === after) + 1
  const page = nodes.slice(start, start + limit)
  const fields = options.fields.length === 0 ? parseFields(options.usual) : options.fields
  const [first, last] = [page[0], page.at(-1)]
  const isMore = start + limit < nodes.length && last !== undefined
  return {
    data: page.map((node) => project(node, fields)),
    ...(first === undefined || last === undefined
      ? {}
      : {
          paging: {
            cursors: { before: cursorOf(first.id), after: cursorOf(last.id) },
            ...(isMore ? { next: nextUrl(options, cursorOf(last.id)) } : {}),
          },
        }),
    ...(['true', '1', 'total_count'].includes(args['summary'] ?? '')
      ? { summary: { order: 'chronological', total_count: nodes.length } }
      : {}),
  }
}

function nextUrl({ url, args }: EdgeOptions, after: string): string {
  const next = new URL(url)
  for (const [name, value] of Object.entries(args)) next.searchParams.set(name, value)
  next.searchParams.set('after', after)
  return next.toString()
}

function cursorOf(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64')
}

function cursorId(cursor: string): string {
  return Buffer.from(cursor, 'base64').toString().replace('after ', '')
}
