import type { NetworkManifest } from '#shared/domain/network'
import { Failure } from '#shared/failure'
import type { Network } from '../networks/types.ts'

/**
 * Networks that are gone: their archives are read, and what was said there is shown, searched and kept like anything
 * else. They are no folders of `networks/`, for nothing of them can be signed in to, listened to or tested against a
 * server; their manifests offer no stream and no sign-in, so no screen does.
 */
const gone: readonly NetworkManifest[] = [
  {
    id: 'google-plus',
    label: 'Google+',
    badge: 'G+',
    color: { light: '#b03a2e', dark: '#f0958a' },
    signIn: { browser: false, tokenFields: [], steps: {}, asksHost: false },
    streamKinds: [],
    speaks: {
      reply: 'none',
      reason: 'Google+ was closed in April 2019. What was said there can be read, not answered.',
      visibilities: [],
      contentWarning: false,
    },
    importFormats: [],
    forbids: ['Google+ was closed in April 2019: only its archives can be read.'],
  },
]

export const pastNetworks: ReadonlyMap<string, Network> = new Map(
  gone.map((manifest) => [manifest.id, pastNetwork(manifest)]),
)

function pastNetwork(manifest: NetworkManifest): Network {
  const over = (): never => {
    throw new Failure('not-supported', `${manifest.label} is gone: nothing can be asked of it.`)
  }
  return { manifest, checkConfig: over, pull: over, parseRecorded: over }
}
