import { html, page, type Answer, type TownRequest } from '../message.ts'
import { escapeHtml } from '../pieces.ts'
import { titleOf, type Tube } from './youtube-town.ts'

/** A channel's own feed: Atom with its newest fifteen videos. */
export function feedOf(tube: Tube, request: TownRequest): Answer {
  const channel = request.params.get('channel_id') ?? ''
  const key = tube.personOf(channel)
  if (key === undefined) return feedRefusal(404)
  const name = escapeHtml(titleOf(tube.world, key))
  const entries = tube
    .videos()
    .filter((video) => video.channel === channel)
    .slice(0, 15)
    .map(
      ({ id, post, title, description }) => ` <entry>
  <id>yt:video:${id}</id>
  <yt:videoId>${id}</yt:videoId>
  <yt:channelId>${channel}</yt:channelId>
  <title>${escapeHtml(title)}</title>
  <link rel="alternate" href="https://www.youtube.com/watch?v=${id}"/>
  <author>
   <name>${name}</name>
   <uri>https://www.youtube.com/channel/${channel}</uri>
  </author>
  <published>${offset(post.createdMs)}</published>
  <updated>${offset(post.editedMs ?? post.createdMs)}</updated>
  <media:group>
   <media:title>${escapeHtml(title)}</media:title>
   <media:content url="https://www.youtube.com/v/${id}?version=3" type="application/x-shockwave-flash" width="640" height="390"/>
   <media:thumbnail url="https://i2.ytimg.com/vi/${id}/hqdefault.jpg" width="480" height="360"/>
   <media:description>${escapeHtml(description)}</media:description>
   <media:community>
    <media:starRating count="${post.likes}" average="5.00" min="1" max="5"/>
    <media:statistics views="1204"/>
   </media:community>
  </media:group>
 </entry>
`,
    )
    .join('')
  const body = `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="http://www.youtube.com/feeds/videos.xml?channel_id=${channel}"/>
 <id>yt:channel:${channel.slice(2)}</id>
 <yt:channelId>${channel.slice(2)}</yt:channelId>
 <title>${name}</title>
 <link rel="alternate" href="https://www.youtube.com/channel/${channel}"/>
 <author>
  <name>${name}</name>
  <uri>https://www.youtube.com/channel/${channel}</uri>
 </author>
 <published>2019-03-04T09:12:44+00:00</published>
${entries}</feed>
`
  return {
    status: 200,
    headers: { 'content-type': 'text/xml; charset=UTF-8', 'cache-control': 'private, max-age=900' },
    body,
  }
}

/** Errors of the feed are pages. */
export function feedRefusal(status: number): Answer {
  return html(page(`Error ${status}`, `<h1>${status}. That’s an error.</h1>`), status)
}

function offset(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00')
}
