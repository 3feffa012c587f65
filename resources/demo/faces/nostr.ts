import { nsecEncode } from 'nostr-tools/nip19'
import { html, page, type Answer } from '../message.ts'
import { us } from '../world.ts'
import type { Face, FaceSetting } from './face.ts'
import { NostrEvents, publicKeyOf, secretOf } from './nostr-events.ts'
import { longestContent, mostAtOnce, RelayServer } from './nostr-relay.ts'

/** Two relays of the same notes: `/relay` for everybody, with search, and `/members`, which wants to see a key first. */
export function face(setting: FaceSetting): Face {
  const world = setting.worldOf('nostr')
  const addressOf = (path: string): string => `${setting.origin.replace(/^http/, 'ws')}${path}`
  const events = new NostrEvents(world, addressOf('/relay'))
  const relayAt = (path: string, forMembers: boolean): RelayServer =>
    new RelayServer({
      events,
      address: addressOf(path),
      forMembers,
      searches: !forMembers,
      mostPerMinute: setting.rateLimit ? 5 : Number.POSITIVE_INFINITY,
      people: () => world.people.keys(),
      now: () => world.clock.now(),
    })
  const relays = new Map([
    ['/relay', relayAt('/relay', false)],
    ['/members', relayAt('/members', true)],
  ])
  return {
    name: 'nostr',
    login: { key: nsecEncode(secretOf(us)) },
    handle(request) {
      const path = request.url.pathname
      if (!relays.has(path) || request.method !== 'GET') return undefined
      if (request.headers['accept']?.includes('application/nostr+json') === true)
        return documentOf(path === '/members')
      return html(page('A relay', '<h1>A relay</h1><p>Use a Nostr client to connect.</p>'))
    },
    upgrade(request, raw, socket, head, drop) {
      const relay = relays.get(request.url.pathname)
      relay?.upgrade(raw, socket, head, drop, request.rule)
      return relay !== undefined
    },
    dropStreams() {
      for (const relay of relays.values()) relay.dropStreams()
    },
    close() {
      for (const relay of relays.values()) relay.close()
    },
  }
}

function documentOf(forMembers: boolean): Answer {
  const body = JSON.stringify({
    name: forMembers ? 'Lindenbrook members' : 'Lindenbrook relay',
    description: 'Notes of a small town and its bakery.',
    pubkey: publicKeyOf('nils'),
    supported_nips: forMembers ? [1, 9, 11, 42] : [1, 9, 11, 42, 50],
    software: 'https://relay.example/source',
    version: '1.0.0',
    limitation: {
      max_limit: mostAtOnce,
      max_content_length: longestContent,
      auth_required: forMembers,
      payment_required: false,
    },
  })
  return {
    status: 200,
    headers: { 'content-type': 'application/nostr+json', 'access-control-allow-origin': '*' },
    body,
  }
}
