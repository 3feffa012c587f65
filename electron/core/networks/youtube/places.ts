import { Failure } from '#shared/failure'
import { givenAddress } from '../server-address.ts'

/** Where Google answers. Four hosts in the world, one in the demo town or behind a gateway. */
export interface Places {
  /** As stored with the account. */
  host: string
  /** `…/youtube/v3` */
  api: string
  /** Where the user allows the sign-in. */
  consent: string
  /** Where codes and refresh tokens are exchanged. */
  token: string
  /** Channels' own feeds. */
  feed: string
}

const real: Places = {
  host: 'https://www.googleapis.com',
  api: 'https://www.googleapis.com/youtube/v3',
  consent: 'https://accounts.google.com/o/oauth2/v2/auth',
  token: 'https://oauth2.googleapis.com/token',
  feed: 'https://www.youtube.com/feeds/videos.xml',
}

/** Empty means YouTube itself. Another host only over https or on this machine, or others could read the sign-in. */
export function placesOf(host: string): Places {
  if (host === '' || host === real.host) return real
  const url = givenAddress(host)
  if (url === undefined) throw new Failure('bad-input', 'Another host than YouTube must be asked over https.')
  return {
    host: url.origin,
    api: `${url.origin}/youtube/v3`,
    consent: `${url.origin}/o/oauth2/v2/auth`,
    token: `${url.origin}/token`,
    feed: `${url.origin}/feeds/videos.xml`,
  }
}
