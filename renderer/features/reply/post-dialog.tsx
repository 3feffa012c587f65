import { Button, Modal, NativeSelect, Stack, Textarea, UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import { sendPost, usePostStart, type PostSpeaker, type PostStart } from '../../data/post-actions.ts'
import { useLanes, useNetworks } from '../../data/queries.ts'
import { closePost, openPost, openSignIn, useDialogs } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { NetworkDot } from '../../ui/network-dot.tsx'
import { Problem } from '../../ui/problem.tsx'
import { useLast } from '../../ui/use-last.ts'
import { useTrying } from '../../ui/use-trying.ts'
import { keptWords } from './draft-keeper.ts'
import { describedHere } from './described-here.ts'
import { asSaidBy, waitingWords, wordsOfPost } from './post-words.ts'
import { PurposeField } from './purpose-field.tsx'
import classes from './reply.module.css'
import { checkReply, counterWords, looksWrong, priceWords, type ReplyForm } from './reply-words.ts'
import { usePostForm } from './use-post-form.ts'
import { WarningField } from './warning-field.tsx'

/**
 * A post, which answers nothing: a dialog that is asked for, because the window itself is for answering. It opens when
 * it is known who can speak, so that the keys go into the words at once.
 */
export function PostDialog() {
  const wanted = useDialogs((state) => state.post)
  const shown = useLast(wanted)
  const { data, error } = usePostStart(shown?.opening)
  useCommand('post.write', openPost)
  return (
    <Modal
      opened={wanted !== undefined && (data !== undefined || error !== null)}
      onClose={closePost}
      title="Write a post"
      size="lg"
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {error !== null && <Problem error={error} lead="Nothing can be written now" />}
      {data?.speakers.length === 0 && <NobodySpeaks />}
      {data !== undefined && data.speakers.length > 0 && <Composer key={shown?.opening} start={data} />}
    </Modal>
  )
}

/** No account here can post: says where it could be done, and leads to signing in. */
function NobodySpeaks() {
  const { data: networks } = useNetworks()
  const able = (networks ?? []).filter(({ speaks }) => speaks.posts === true).map(({ label }) => label)
  return (
    <Stack gap="sm">
      <p className={classes.quiet}>
        No account here can write a post yet. Posts are written on {able.join(', ')}; elsewhere Earshot
        answers.
      </p>
      <div>
        <Button
          data-autofocus
          onClick={() => {
            closePost()
            openSignIn()
          }}
        >
          Sign in to a network
        </Button>
      </div>
    </Stack>
  )
}

function Composer({ start }: { start: PostStart }) {
  const { form, kept, change, flush, sent } = usePostForm(start)
  const { busy, error, attempt } = useTrying()
  const [tried, setTried] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  const box = useRef<HTMLDivElement>(null)
  const speaker = start.speakers.find(({ accountId }) => accountId === form.accountId)
  const words = asSaidBy(form, speaker)
  const { measured, blocked } = checkReply(words, speaker?.textRule, '')

  const send = async () => {
    setTried(true)
    const { accountId } = form
    if (blocked !== undefined || accountId === undefined) return field.current?.focus()
    await attempt(async () => {
      // What is typed is kept first, so that no late save brings back as a draft what has been sent.
      await flush()
      await sendPost({ ...wordsOfPost(words), accountId })
      sent()
      closePost()
    })
  }
  useCommand(
    'reply.send',
    () => void send(),
    () => box.current?.contains(document.activeElement) === true,
  )
  const typed = (next: Partial<ReplyForm>) => {
    setTried(false)
    change(next)
  }
  return (
    <div ref={box}>
      <Waiting />
      <div className={classes.box} role="group" aria-label="Post">
        <Head form={words} speakers={start.speakers} speaker={speaker} onChange={typed} />
        {speaker?.contentWarning === true && <Warning form={form} onChange={typed} onLeave={flush} />}
        <Textarea
          ref={field}
          data-autofocus
          classNames={{ input: classes.field }}
          variant="unstyled"
          autosize
          minRows={4}
          maxRows={14}
          dir="auto"
          {...describedHere}
          aria-label="Words of the post"
          aria-describedby="post-count post-kept"
          aria-invalid={looksWrong(measured)}
          placeholder="What do you want to say, and to whom?"
          readOnly={busy}
          value={form.text}
          onBlur={() => void flush()}
          onChange={(event) => typed({ text: event.currentTarget.value })}
        />
        {tried && blocked !== undefined && (
          <div className={classes.problem} role="alert">
            {blocked}
          </div>
        )}
        {error !== undefined && (
          <div className={classes.problem}>
            <Problem error={error} lead="Not sent" />
          </div>
        )}
        <div className={classes.bar}>
          <span id="post-count" className={looksWrong(measured) ? classes.over : undefined}>
            {measured === undefined ? '' : counterWords(measured)}
          </span>
          {speaker?.price !== undefined && (
            <span className={classes.price} aria-live="polite">
              {priceWords(speaker.price, form.text)}
            </span>
          )}
          <span id="post-kept">{keptWords(kept)}</span>
          <div className={classes.send}>
            <Button size="compact-sm" loading={busy} onClick={() => void send()}>
              Post&nbsp; <CommandCap id="reply.send" />
            </Button>
          </div>
        </div>
      </div>
    </div>
  )
}

/** Those who asked come first: how many wait is said before one speaks unasked. */
function Waiting() {
  const count = useLanes().data?.find(({ id }) => id === 'needs-answer')?.count ?? 0
  const words = waitingWords(count)
  return words === undefined ? null : <p className={classes.waiting}>{words}</p>
}

interface HeadProps {
  form: ReplyForm
  speakers: readonly PostSpeaker[]
  speaker: PostSpeaker | undefined
  onChange: (change: Partial<ReplyForm>) => void
}

/** `Posting as ● @crumb@town.social`, and why we speak. */
function Head({ form, speakers, speaker, onChange }: HeadProps) {
  const { data: networks } = useNetworks()
  const labelOf = (id: string) => networks?.find((one) => one.id === id)?.label ?? id
  const network = networks?.find((one) => one.id === speaker?.network)
  return (
    <div className={classes.head}>
      <span>Posting as</span>
      {network !== undefined && <NetworkDot network={network} />}
      <NativeSelect
        classNames={{ input: `${classes.select} ${classes.as}` }}
        size="xs"
        variant="unstyled"
        aria-label="Post as"
        data={[
          ...(speaker === undefined ? [{ value: '', label: 'choose an account' }] : []),
          ...speakers.map((one) => ({
            value: String(one.accountId),
            label: `${one.handle} · ${labelOf(one.network)}`,
          })),
        ]}
        value={String(form.accountId ?? '')}
        onChange={(event) => onChange({ accountId: Number(event.currentTarget.value) || undefined })}
      />
      {speaker !== undefined && speaker.visibilities.length > 0 && (
        <NativeSelect
          classNames={{ input: classes.select }}
          size="xs"
          variant="unstyled"
          aria-label="Who may read it"
          data={[{ value: '', label: 'usual visibility' }, ...speaker.visibilities]}
          value={form.visibility ?? ''}
          onChange={(event) => onChange({ visibility: event.currentTarget.value || undefined })}
        />
      )}
      <PurposeField value={form.purpose} of="post" onChange={(purpose) => onChange({ purpose })} />
    </div>
  )
}

interface WarningProps {
  form: ReplyForm
  onChange: (change: Partial<ReplyForm>) => void
  onLeave: () => Promise<void>
}

function Warning({ form, onChange, onLeave }: WarningProps) {
  const [asked, setAsked] = useState(false)
  if (!asked && form.warning === '')
    return (
      <UnstyledButton className={`${classes.textButton} ${classes.warning}`} onClick={() => setAsked(true)}>
        add a warning
      </UnstyledButton>
    )
  return (
    <WarningField
      value={form.warning}
      asked={asked}
      onLeave={() => void onLeave()}
      onChange={(warning) => onChange({ warning })}
    />
  )
}
