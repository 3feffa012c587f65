import { crc32, deflateSync } from 'node:zlib'
import { hashOf } from '../ids.ts'
import type { Face } from './face.ts'

/** Avatars, emoji and pictures, drawn from their names: a small pattern on a ground of the same family. */
export function face(): Face {
  const drawn = new Map<string, Uint8Array>()
  return {
    name: 'pictures',
    handle(request) {
      const name = /^\/(?:system|headers)\/(?:[\w-]+\/)*([\w-]+)\.png$/.exec(request.url.pathname)?.[1]
      if (name === undefined || request.method !== 'GET') return undefined
      const small = !request.url.pathname.includes('media_attachments')
      const picture = drawn.get(request.url.pathname) ?? drawPng(name, small ? 96 : 640, small ? 96 : 480)
      drawn.set(request.url.pathname, picture)
      return {
        status: 200,
        headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=315360000, immutable' },
        body: picture,
      }
    },
  }
}

/** A PNG (RFC 2083) of a pattern mirrored left to right, five by five. */
export function drawPng(name: string, width: number, height: number): Uint8Array {
  const seed = hashOf(name)
  const ground = colour(seed % 360, 0.35, 0.86)
  const ink = colour((seed >>> 9) % 360, 0.5, 0.42)
  const cells = Array.from({ length: 15 }, (_, cell) => (hashOf(`${name}${cell}`) & 4) !== 0)
  const rows = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const column = Math.abs(Math.floor((x * 5) / width) - 2)
      const row = Math.floor((y * 5) / height)
      rows.set(cells[row * 3 + column] === true ? ink : ground, y * (width * 3 + 1) + 1 + x * 3)
    }
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

/** Hue in degrees, saturation and lightness 0 to 1, as three bytes. */
function colour(hue: number, saturation: number, lightness: number): [number, number, number] {
  const part = (n: number): number => {
    const k = (n + hue / 30) % 12
    const a = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return [part(0), part(8), part(4)]
}
