import { readdirSync } from 'node:fs'
import type { Face, FaceSetting } from './face.ts'

type MakeFace = (setting: FaceSetting) => Face

const ownServer = 'mastodon'

/**
 * Every face of the world: each file here without a hyphen in its name exports `face`. A new network is one more file,
 * and nothing else. They are asked in the order of their names, the town's own server last: it answers whatever looks
 * like its API, also by saying that there is no such thing.
 */
export const faces: readonly MakeFace[] = await Promise.all(files().map(faceIn))

function files(): string[] {
  const own = new Set(['face', 'index'])
  return readdirSync(import.meta.dirname)
    .flatMap((file) => /^([a-z0-9]+)\.ts$/.exec(file)?.[1] ?? [])
    .filter((name) => !own.has(name))
    .sort((a, b) => Number(a === ownServer) - Number(b === ownServer) || (a < b ? -1 : 1))
}

async function faceIn(name: string): Promise<MakeFace> {
  const file = (await import(/* @vite-ignore */ `./${name}.ts`)) as { face?: MakeFace } // each names it so, as its compiler holds
  if (file.face === undefined) throw new Error(`faces/${name}.ts exports no face`)
  return file.face
}
