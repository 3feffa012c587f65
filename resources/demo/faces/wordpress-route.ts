import { json, type Answer, type TownRequest } from '../message.ts'
import type { Blog, BlogUser } from './wordpress-comments.ts'

/** What the handler of a route gets. */
export interface BlogCall {
  blog: Blog
  request: TownRequest
  /** Named parts of the route. */
  parts: string[]
  /** Absent for strangers, and for those with a wrong password. */
  user: BlogUser | undefined
  /** `http://127.0.0.1:PORT/blog` */
  site: string
}

export interface BlogRoute {
  method: string
  route: RegExp
  handle(call: BlogCall): Answer
}

/** A refusal as the REST API words it. */
export function refused(code: string, message: string, status: number): Answer {
  return json({ code, message, data: { status } }, status)
}
