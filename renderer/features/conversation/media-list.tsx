import { UnstyledButton } from '@mantine/core'
import type { Media } from '#shared/domain/item'
import { openableUrl } from '../../ui/segments.ts'
import classes from './conversation.module.css'

const kindNames: Record<Media['kind'], string> = {
  image: 'Picture',
  video: 'Video',
  audio: 'Sound',
  file: 'File',
}

/** Media in words. Nothing is loaded: reading must not call strangers' servers. */
export function MediaList({ media, onLink }: { media: readonly Media[]; onLink: (url: string) => void }) {
  if (media.length === 0) return null
  return (
    <ul className={classes.media}>
      {media.map((one) => (
        <li key={one.url}>
          <span className={classes.mediaKind}>{kindNames[one.kind]}</span>
          <span className={classes.mediaAlt} dir="auto">
            {one.alt === undefined || one.alt.trim() === '' ? 'no description' : one.alt}
          </span>
          <OpenMedia url={openableUrl(one.url)} onLink={onLink} />
        </li>
      ))}
    </ul>
  )
}

function OpenMedia({ url, onLink }: { url: string | undefined; onLink: (url: string) => void }) {
  if (url === undefined) return null
  return (
    <UnstyledButton className={classes.textButton} onClick={() => onLink(url)}>
      open in browser
    </UnstyledButton>
  )
}
