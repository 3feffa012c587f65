/** Up to when everything is heard: the time today, the date before. */
export function heardWords(heardToMs: number | undefined, nowMs: number, locale?: string): string {
  if (heardToMs === undefined) return 'Nothing heard yet'
  const today = new Date(heardToMs).toDateString() === new Date(nowMs).toDateString()
  const at = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    ...(today ? {} : { day: 'numeric', month: 'short' }),
  }).format(heardToMs)
  return `Heard up to ${at}`
}
