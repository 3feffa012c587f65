import { createServer } from 'node:http'
import { createHash } from 'node:crypto'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Failure } from '#shared/failure'
import { createFetch, isPublicAddress, openSocket } from './outside.ts'

test.each([
  '1.1.1.1',
  '8.8.8.8',
  '100.63.255.255',
  '100.128.0.1',
  '172.15.0.1',
  '172.32.0.1',
  '192.0.1.1',
  '223.255.255.255',
  '2606:4700:4700::1111',
  '2a00:1450:4001:80b::200e',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is of the public internet', (ip) => {
  expect(isPublicAddress(ip)).toBe(true)
})

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.127.255.255',
  '127.0.0.1',
  '127.255.255.254',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.8',
  '192.0.2.1',
  '192.168.1.1',
  '198.18.0.1',
  '198.51.100.7',
  '203.0.113.9',
  '224.0.0.1',
  '239.255.255.250',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::7f00:1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:0:127.0.0.1',
  '::FFFF:10.0.0.1',
  '64:ff9b::7f00:1',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:c0a8:101::1',
  '2001::1',
  '2001:db8::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'fec0::1',
  'ff02::1',
  '100::1',
  'nonsense',
  '',
  '1.2.3',
  '0x7f.1',
])('%s is not', (ip) => {
  expect(isPublicAddress(ip)).toBe(false)
})

test('an IPv4 address means the same inside IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (ip) => {
      expect(isPublicAddress(`::ffff:${ip}`)).toBe(isPublicAddress(ip))
      expect(isPublicAddress(`64:ff9b::${ip}`)).toBe(isPublicAddress(ip))
    }),
  )
})

test('judging any address never throws', () => {
  fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV6()), (ip) => typeof isPublicAddress(ip) === 'boolean'))
})

async function ask(
  url: string,
  publicOnly: boolean,
  allowLoopback = false,
  addresses?: string[],
): Promise<string> {
  const known = addresses?.map((address) => ({ address, family: 4 }))
  const fetch = createFetch({
    allowLoopback,
    ...(known === undefined ? {} : { lookup: (_name, _options, told) => told(null, known) }),
  })
  try {
    const signal = new AbortController().signal
    const { status } = await fetch(url, { method: 'GET', headers: {}, signal, publicOnly })
    return String(status)
  } catch (error) {
    let inner: unknown = error
    while (inner instanceof Error && !(inner instanceof Failure)) inner = inner.cause
    return inner instanceof Failure ? inner.code : 'other'
  } finally {
    await fetch.close()
  }
}

test('an address that must be public is refused by number and by name, before anything is sent', async () => {
  let requests = 0
  const server = createServer((_req, res) => {
    requests += 1
    res.end('x')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port, so it is one
  for (const host of [
    '127.0.0.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '2130706433',
    '0x7f000001',
    'printer.local',
    'nas',
  ]) {
    expect(await ask(`http://${host}:${port}/`, true)).toBe('forbidden')
  }
  expect(requests).toBe(0)
  expect(await ask(`http://127.0.0.1:${port}/`, false)).toBe('200')
  expect(await ask(`http://127.0.0.1:${port}/`, true, true)).toBe('200')
  expect(await ask(`http://localhost:${port}/`, true, true)).not.toBe('forbidden')
  expect(await ask('http://10.0.0.1/', true, true)).toBe('forbidden')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('a public name that leads to a private address is refused when it is connected to', async () => {
  let requests = 0
  const server = createServer((_req, res) => {
    requests += 1
    res.end('x')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port, so it is one
  const url = `http://feeds.example.org:${port}/`
  expect(await ask(url, true, false, ['127.0.0.1'])).toBe('forbidden')
  expect(await ask(url, true, false, ['93.184.216.34', '127.0.0.1'])).toBe('forbidden')
  expect(requests).toBe(0)
  // The same lookup lets through what it should, so it was the guard that refused.
  expect(await ask(url, true, true, ['127.0.0.1'])).toBe('200')
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

test('a socket opens, tells text and pings, and says once that it closed', async () => {
  const server = createServer()
  server.on('upgrade', (req, socket) => {
    const accept = createHash('sha1')
      .update(`${req.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64')
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    )
    socket.write(Buffer.concat([Buffer.from([0x81, 5]), Buffer.from(`auth=`)]))
    socket.write(Buffer.from([0x89, 0]))
    const token = Buffer.from(req.headers.authorization ?? '')
    socket.write(Buffer.concat([Buffer.from([0x81, token.length]), token]))
    // Its pong (6 bytes) is no reason to hang up; its word after that (9 bytes) is.
    let got = 0
    socket.on('data', (data: Buffer) => {
      got += data.length
      if (got >= 15) socket.destroy()
    })
    socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // listening on a port, so it is one
  const told: string[] = []
  await new Promise<void>((resolve) => {
    const socket = openSocket(
      `ws://127.0.0.1:${port}/`,
      [],
      { authorization: 'Bearer sesame' },
      {
        onOpen: () => told.push('open'),
        onText: (text) => {
          told.push(text)
          if (told.length === 4) socket.send('bye')
        },
        onPing: () => told.push('ping'),
        onClose: () => {
          told.push('closed')
          resolve()
        },
      },
    )
  })
  expect(told).toEqual(['open', 'auth=', 'ping', 'Bearer sesame', 'closed'])
  await new Promise((resolve) => server.close(resolve))
})
