import { Failure } from '#shared/failure'

/**
 * What the user chose in a dialog of the system. The window is told a ticket and never says a path itself, so that a
 * page gone wrong cannot read or write whatever file it likes.
 */
export class Offers {
  readonly #chosen = new Map<string, { path: string; use: 'read' | 'write' }>()

  /** Puts a path under a ticket; the oldest go when there are many. */
  add(ticket: string, path: string, use: 'read' | 'write'): void {
    const oldest = this.#chosen.keys().next()
    if (this.#chosen.size >= mostOffers && oldest.done !== true) this.#chosen.delete(oldest.value)
    this.#chosen.set(ticket, { path, use })
  }

  /** Throws bad-input where nothing was chosen under this ticket, for this use. */
  path(ticket: string, use: 'read' | 'write'): string {
    const chosen = this.#chosen.get(ticket)
    if (chosen === undefined || chosen.use !== use)
      throw new Failure(
        'bad-input',
        'Choose the file once more: Earshot was started anew since it was chosen.',
      )
    return chosen.path
  }
}

const mostOffers = 50
