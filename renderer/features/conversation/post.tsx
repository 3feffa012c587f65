import { UnstyledButton } from '@mantine/core'
import { memo } from 'react'
import type { Hit, Item } from '#shared/domain/item'
import { standingWords } from '../../data/act-words.ts'
import { AnswerBadge } from '../../ui/answer-badge.tsx'
import { Avatar } from '../../ui/avatar.tsx'
import { Chip } from '../../ui/chip.tsx'
import { RichText } from '../../ui/rich-text.tsx'
import { TimeAgo } from '../../ui/time-ago.tsx'
import classes from './conversation.module.css'
import { MediaList } from './media-list.tsx'
import { ActMenu, ModerationButtons } from './post-acts.tsx'
import { Revisions } from './revisions.tsx'

export interface PostProps {
  item: Item
  /** The one a reply would answer stands on a card. */
  focus: boolean
  /** Whom it answers, where that is not the post before it. */
  answers: string | undefined
  /** The first thing ever heard of this person. */
  newcomer: boolean
  /** What it is about stands above the post before it. */
  repeatsTitle: boolean
  /** The menu of what can be done to it is open. */
  acting: boolean
  matched: Hit['matched']
  networkLabel: string
  /** What its warning covers is shown. */
  unfolded: boolean
  onFold: (itemId: number) => void
  onActing: (itemId: number, open: boolean) => void
  onLink: (url: string) => void
}

/** One thing said in a conversation: ours steps back, theirs steps forward. */
export const Post = memo(function Post(props: PostProps) {
  const { item, focus } = props
  const look = [classes.post, item.mine ? classes.mine : '', focus ? classes.focus : ''].join(' ')
  return (
    <article className={look} data-item={item.id} tabIndex={-1} aria-label={labelOf(props)}>
      <Avatar author={item.author} mine={item.mine} />
      <div className={classes.postBody}>
        <PostHead {...props} />
        {item.state === 'deleted' ? (
          <p className={classes.tombstone}>Deleted where it was said, or not kept here any longer.</p>
        ) : (
          <>
            <Words {...props} />
            <ModerationButtons item={item} />
          </>
        )}
      </div>
    </article>
  )
})

function labelOf({ item, focus }: PostProps): string {
  const who = item.mine ? 'You' : item.author.name || item.author.handle
  return focus ? `${who}, the post to answer` : who
}

function PostHead({ item, focus, answers, newcomer, networkLabel, acting, onActing }: PostProps) {
  return (
    <div className={classes.who}>
      <bdi className={classes.name}>{item.author.name || item.author.handle}</bdi>
      <span className={classes.meta}>
        {/* Where people have no handle, their name is it. */}
        {item.mine || item.author.handle !== item.author.name ? (
          <>
            {item.mine ? 'you' : <bdi>{item.author.handle}</bdi>}
            {' · '}
          </>
        ) : null}
        <TimeAgo ms={item.createdMs} />
        {item.mine ? ` · ${networkLabel}` : ''}
        {answers === undefined ? '' : ` · to ${answers}`}
        {newcomer ? ' · first time here' : ''}
        {item.tone === 'cross' || item.tone === 'warm' ? (
          <span title="A hint from the words alone, and often wrong."> · sounds {item.tone}</span>
        ) : null}
        {item.visibility === undefined || item.visibility === 'public' ? '' : ` · ${item.visibility}`}
        {/* The sign alone belongs to the words before it, and never stands on a line by itself. */}
        {item.answer !== undefined && !focus && (
          <>
            {'\u00a0'}
            <AnswerBadge answer={item.answer} bare />
          </>
        )}
      </span>
      {item.state === 'edited' && <Revisions itemId={item.id} editedMs={item.editedMs} />}
      {standingWords(item).map((word) => (
        <Chip key={word}>{word}</Chip>
      ))}
      {item.answer !== undefined && focus && <AnswerBadge answer={item.answer} />}
      <ActMenu item={item} opened={acting} onChange={(open) => onActing(item.id, open)} />
    </div>
  )
}

/** The words, folded behind their warning until asked for. */
function Words({ item, matched, unfolded, repeatsTitle, onFold, onLink }: PostProps) {
  const isFolded = item.warning !== undefined && !unfolded
  return (
    <>
      {item.warning !== undefined && (
        <p className={classes.warning}>
          <bdi>{item.warning}</bdi>
          <UnstyledButton
            className={classes.textButton}
            aria-expanded={unfolded}
            onClick={() => onFold(item.id)}
          >
            {unfolded ? 'fold' : 'show'}
          </UnstyledButton>
        </p>
      )}
      {!isFolded && (
        <>
          {item.title !== undefined && !repeatsTitle && (
            <h3 className={classes.title} dir="auto">
              {item.title}
            </h3>
          )}
          {item.text !== '' && (
            <RichText
              className={classes.words}
              text={item.text}
              spans={item.spans}
              matched={matched}
              lang={item.lang}
              onLink={onLink}
            />
          )}
          <MediaList media={item.media} onLink={onLink} />
        </>
      )}
    </>
  )
}
