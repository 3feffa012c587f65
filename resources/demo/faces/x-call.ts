import type { TownRequest } from '../message.ts'
import type { World } from '../world.ts'
import type { FaceSetting } from './face.ts'
import type { XMeter } from './x-meter.ts'
import type { XGrant } from './x-oauth.ts'

/** What the handler of an endpoint gets. */
export interface XCall {
  setting: FaceSetting
  world: World
  meter: XMeter
  request: TownRequest
  /** Named parts of the path. */
  parts: Record<string, string>
  grant: XGrant | undefined
}
