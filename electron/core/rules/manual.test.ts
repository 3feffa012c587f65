import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { countFields, fieldNames, hasValues, isValues } from '#shared/domain/query/ast'
import { parseQuery } from '#shared/domain/query/parse'
import { print } from '#shared/domain/query/print'

const manual = readFileSync(new URL('../../../docs/query-language.md', import.meta.url), 'utf8')

describe('the manual of the query language', () => {
  test('shows queries that can be read', () => {
    const examples = [...manual.matchAll(/```query\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
      block.trim().split('\n'),
    )
    expect(examples.length).toBeGreaterThan(5)
    for (const example of examples) {
      const { ast, errors } = parseQuery(example)
      expect(errors, example).toBeUndefined()
      expect(ast === undefined ? '' : parseQuery(print(ast)).ast).toEqual(ast)
    }
  })

  test('knows every field and every value', () => {
    for (const name of fieldNames) expect(manual, name).toContain(`\`${name}:`)
    for (const value of isValues) expect(manual, value).toContain(`\`is:${value}\``)
    for (const value of hasValues) expect(manual, value).toContain(`\`has:${value}\``)
    expect(countFields).toEqual(['followers', 'likes'])
  })

  test('quotes the errors as they are', () => {
    const rows = [...manual.matchAll(/^\| `(.+?)` +\| (\d+)–(\d+) +\| (.+?) +\| (.+?) +\|$/gm)]
    expect(rows.length).toBeGreaterThan(5)
    for (const [, query = '', start, end, message, hint = ''] of rows) {
      expect(parseQuery(query).errors?.[0], query).toMatchObject({
        start: Number(start),
        end: Number(end),
        message,
      })
      expect(parseQuery(query).errors?.[0]?.hint).toContain(hint.replace(/ ?…$/, ''))
    }
  })
})
