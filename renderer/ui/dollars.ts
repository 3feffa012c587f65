/** A typed sum in dollars, whole cents at most: `5`, `$12.50`, `12,50`. Undefined where it is none. */
export function readUsd(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^\$\s*/, '')
    .replace(',', '.')
  return /^\d{1,6}(?:\.\d{1,2})?$/.test(text) ? Number(text) : undefined
}
