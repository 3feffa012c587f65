import { UnstyledButton } from '@mantine/core'
import type { ConversationDetail } from '#shared/domain/conversation'
import { markPerson } from '../../data/rule-actions.ts'
import { useAppState, useNetworks } from '../../data/queries.ts'
import { useCommand } from '../../keys/commands.ts'
import { openConversation } from '../../state.ts'
import { durationWords } from '../../ui/duration.ts'
import { useTicked } from '../../ui/time-ago.tsx'
import { openableUrl } from '../../ui/segments.ts'
import { Moment } from '../../ui/moment.tsx'
import classes from './conversation.module.css'
import { Notes } from './notes.tsx'
import { followerWords, heardWords, isNewcomer, promised, spanWords } from './person-words.ts'
import { Section, sectionIds, type SectionName } from './section.tsx'
import { Tags } from './tags.tsx'
import { reasonsOf } from './why-here.ts'

export interface SidePanelProps {
  detail: ConversationDetail
  /** The part that gets the focus when the panel opens as a dialog. */
  first: SectionName
  noteOpen: boolean
  onNoteOpen: (open: boolean) => void
  onLink: (url: string) => void
}

/** Who this is, why it is here, what we promised and what we noted. */
export function SidePanel({ detail, first, noteOpen, onNoteOpen, onLink }: SidePanelProps) {
  return (
    <>
      <Person detail={detail} first={first === 'person'} onLink={onLink} />
      <WhyHere detail={detail} first={first === 'why'} />
      <Pressing priority={detail.priority} />
      <Folded folded={detail.folded} />
      <PromiseLeft waitingSinceMs={detail.row.waitingSinceMs} />
      <Tags conversationId={detail.row.id} tags={detail.tags} first={first === 'tags'} />
      <Notes conversationId={detail.row.id} notes={detail.notes} open={noteOpen} onOpen={onNoteOpen} />
    </>
  )
}

function Person({ detail, first, onLink }: Pick<SidePanelProps, 'detail' | 'onLink'> & { first: boolean }) {
  const { person } = detail
  const { handle } = person
  const held = detail.items.filter((item) => item.author.id === handle.id).length
  const followers = followerWords(handle.followers)
  const profile = openableUrl(handle.url)
  useCommand('person.mark', () => void markPerson(handle.id, !person.vip, handle.name || handle.handle))
  return (
    <Section first={first} id={sectionIds.person} title={handle.name || handle.handle} isName>
      <p>
        {isNewcomer(person, held) ? (
          'First contact.'
        ) : (
          <>
            {heardWords(person.itemCount)} since <Moment bare ms={person.firstHeardMs} />.{' '}
            {person.lastAnsweredMs === undefined ? (
              'Never answered yet.'
            ) : (
              <>
                Last answered <Moment ms={person.lastAnsweredMs} />.
              </>
            )}
          </>
        )}
      </p>
      {handle.bio !== undefined && handle.bio !== '' && (
        <p className={classes.bio} dir="auto">
          {handle.bio}
        </p>
      )}
      <p className={classes.quiet}>
        {[handle.isBot ? 'says it is a bot' : undefined, followers].filter(Boolean).join(' · ')}
        {profile !== undefined && (
          <UnstyledButton className={classes.textButton} onClick={() => onLink(profile)}>
            profile
          </UnstyledButton>
        )}
        <UnstyledButton
          className={classes.textButton}
          aria-pressed={person.vip}
          onClick={() => void markPerson(handle.id, !person.vip, handle.name || handle.handle)}
        >
          {person.vip ? 'marked: never miss' : 'mark'}
        </UnstyledButton>
      </p>
    </Section>
  )
}

/** What makes it pressing, point by point: never a figure without its reasons. */
function Pressing({ priority }: { priority: ConversationDetail['priority'] }) {
  if (priority === undefined || priority.reasons.length === 0) return null
  return (
    <Section id="side-pressing" title={`Pressing: ${priority.sum}`}>
      <ul className={classes.points}>
        {priority.reasons.map((reason) => (
          <li key={reason.name}>
            <b>{reason.points > 0 ? `+${reason.points}` : reason.points}</b> {reason.words}
          </li>
        ))}
      </ul>
    </Section>
  )
}

/** The same post heard elsewhere stands here once; each can be opened. */
function Folded({ folded }: Pick<ConversationDetail, 'folded'>) {
  const { data: networks } = useNetworks()
  if (folded.length === 0) return null
  return (
    <Section id="side-folded" title="Also heard">
      {folded.map((one) => (
        <p key={one.id}>
          on {networks?.find((network) => network.id === one.network)?.label ?? one.network}{' '}
          <UnstyledButton className={classes.textButton} onClick={() => openConversation(one.id)}>
            open
          </UnstyledButton>
        </p>
      ))}
    </Section>
  )
}

function WhyHere({ detail, first }: Pick<SidePanelProps, 'detail'> & { first: boolean }) {
  const reasons = reasonsOf(detail.hits)
  return (
    <Section first={first} id={sectionIds.why} title="Why is this here">
      {detail.archive !== undefined && (
        <p>
          It was in the archive <bdi>{detail.archive.name}</bdi>, imported <Moment ms={detail.archive.atMs} />
          .
        </p>
      )}
      {reasons.length === 0 && detail.archive === undefined && (
        <p>It came with the thread of something that was heard.</p>
      )}
      {reasons.map((reason) => (
        <p key={reason.streamId}>
          <b>{reason.streamName}</b>
          {reason.rule === '' ? ', ' : ' '}
          {reason.rule !== '' && <span className={classes.rule}>({reason.rule}),</span>} {reason.how}{' '}
          <Moment ms={reason.fetchedMs} />
          {reason.times === 1 ? '.' : `; ${reason.times} posts.`}
        </p>
      ))}
    </Section>
  )
}

function PromiseLeft({ waitingSinceMs }: { waitingSinceMs: number | undefined }) {
  const nowMs = useTicked()
  const { data } = useAppState()
  if (data === undefined) return null
  const left = promised(waitingSinceMs, data.settings.promiseMs, nowMs)
  if (left === undefined) return null
  return (
    <Section id="side-promise" title="Promise">
      <p>
        Answer within <b>{durationWords(data.settings.promiseMs)}</b>;{' '}
        {left.late ? (
          <b className={classes.late}>{spanWords(left.byMs)} late</b>
        ) : (
          <b>{spanWords(left.byMs)}</b>
        )}
        {left.late ? '.' : ' left.'}
      </p>
    </Section>
  )
}
