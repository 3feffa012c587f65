import { z } from 'zod'

/** A list in which broken entries are left out; absent is empty. */
export function lenient<T extends z.ZodType>(schema: T) {
  return z
    .array(z.unknown())
    .nullish()
    .catch([])
    .transform((list) =>
      (list ?? []).flatMap((entry): z.output<T>[] => {
        const parsed = schema.safeParse(entry)
        return parsed.success ? [parsed.data] : []
      }),
    )
}

/** Why a record does not fit its schema, in words: which part of it. */
export function whyNot(error: z.ZodError): string {
  const path = error.issues[0]?.path.join('.') ?? ''
  return path === '' ? 'it is no record of this kind' : `its ${path} is missing or cannot be read`
}
