import type { Conformance, ConformanceStream } from '../conformance.ts'

/** The town answers as the search service does; the hidden `host` leads there. */
export const conformance: Conformance = {
  streams(town): ConformanceStream[] {
    const host = `${town.url}/hn`
    const path = '/hn/api/v1/search_by_date'
    return [
      {
        name: 'keyword',
        kind: 'keyword',
        config: { query: 'sourdough OR "falling numbers"', host },
        withAccount: false,
        path,
      },
      { name: 'replies', kind: 'replies', config: { user: 'crumb', host }, withAccount: false, path },
      { name: 'author', kind: 'author', config: { user: 'casimir', host }, withAccount: false, path },
    ]
  },
  nonsense: [
    { kind: 'keyword', config: {} },
    { kind: 'keyword', config: { query: '(bread' } },
    { kind: 'keyword', config: { query: 'is:question' } },
    { kind: 'keyword', config: { query: 'bread', host: 'http://hn.example' } },
    { kind: 'keyword', config: { query: 'bread', host: 'ftp://hn.example' } },
    { kind: 'replies', config: { user: '' } },
    { kind: 'replies', config: { user: 'two words' } },
    { kind: 'author', config: { user: 'x' } },
    { kind: 'mentions', config: {} },
  ],
  happen(town) {
    const question = town
      .statuses('hackernews')
      .find(({ author, text }) => author === 'crumb' && text.startsWith('Three of them, and the median'))
    town.say({
      on: 'hackernews',
      author: 'casimir',
      text: 'Our mill would send figures for the sourdough, if somebody asked.',
      inReplyTo: question?.id,
    })
  },
}
