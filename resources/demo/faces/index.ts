import { readdirSync } from 'node:fs'
import type { Face, FaceSetting } from './face.ts'

type MakeFace = (setting: FaceSetting) => Face

/**
 * Every face of the world, asked in the order of their names: each file here without a hyphen in its name exports `face`.
 * A new network is one more file, and nothing else. (Bluesky comes before Mastodon by its name, as it must: both have a
 * document of the same name, and that of Bluesky stands on another host.)
 */
export const faces: readonly MakeFace[] = await Promise.all(files().map(faceIn))

function files(): string[] {
  const own = new Set(['face', 'index'])
  return readdirSync(import.meta.dirname)
    .flatMap((file) => /^([a-z0-9]+)\.ts$/.exec(file)?.[1] ?? [])
    .filter((name) => !own.has(name))
    .sort()
}

async function faceIn(name: string): Promise<MakeFace> {
  const file = (await import(/* @vite-ignore */ `./${name}.ts`)) as { face?: MakeFace } // each names it so, as its compiler holds
  if (file.face === undefined) throw new Error(`faces/${name}.ts exports no face`)
  return file.face
}
