/** What marks who sent a reader, and nothing of what is read. A trailing `*` stands for any ending. */
const tracking = [
  'utm_*', 'mtm_*', 'pk_*', 'hsa_*', 'at_*', 'fbclid', 'gclid', 'gclsrc', 'dclid', 'gbraid', 'wbraid', 'msclkid', 'yclid', 'twclid', 'ttclid',
  'li_fat_id', 'igsh', 'igshid', 'mc_cid', 'mc_eid', 'mkt_tok', '_hsenc', '_hsmi', '_ga', '_gl', 'vero_id', 'oly_enc_id', 'oly_anon_id', 'wt_mc',
  'ref_src', 'ref_url', 'cmpid', 's_cid', 'xtor', 'share_id', 'feature_share',
] // prettier-ignore

const trackingName = new RegExp(
  `^(?:${tracking.map((name) => (name.endsWith('*') ? `${name.slice(0, -1)}.+` : name)).join('|')})$`,
  'iu',
)

/** Scheme, host with port, path, query; a name and password before the host are dropped, and so is the fragment. */
const parts = /^https?:\/\/(?:[^\s/?#@]*@)?([^\s/?#@]+)([^\s?#]*)(?:\?([^\s#]*))?/iu

/**
 * One form for all addresses of the same page: without scheme, `www.`, the scheme's own port, a slash at the end,
 * fragment and parameters that only track; the rest of the parameters sorted. Undefined for what is no web address.
 * The form is for comparing and opens nothing.
 */
export function canonicalLink(address: string): string | undefined {
  const [, host, path = '', query = ''] = parts.exec(address.trim()) ?? []
  if (host === undefined) return undefined
  const bareHost = host
    .toLowerCase()
    .replace(/:(?:80|443)$/u, '')
    .replace(/\.$/u, '')
    .replace(/^www\.(?=.)/u, '')
  const kept = query
    .split('&')
    .filter((parameter) => parameter !== '' && !trackingName.test(parameter.split('=')[0] ?? ''))
    .toSorted()
  const barePath = path.replace(/\/+$/u, '')
  return `${bareHost}${barePath}${kept.length > 0 ? `?${kept.join('&')}` : ''}`
}
