import { NativeSelect } from '@mantine/core'
import type { Account } from '#shared/domain/account'
import type { NetworkManifest } from '#shared/domain/network'
import { NetworkDot } from '../../ui/network-dot.tsx'
import { PurposeField } from './purpose-field.tsx'
import classes from './reply.module.css'
import { visibilityWords, type ReplyForm } from './reply-words.ts'

export interface ReplyHeadProps {
  form: ReplyForm
  speakers: readonly Account[]
  network: NetworkManifest | undefined
  to: string
  theirVisibility: string | undefined
  visibilities: readonly string[]
  /** The answer is posted in the browser. */
  byHand: boolean
  onChange: (change: Partial<ReplyForm>) => void
}

/** `Replying as ● @crumb@town.social to @ana · unlisted, like theirs`, and why we speak. */
export function ReplyHead({
  form,
  speakers,
  network,
  to,
  theirVisibility,
  visibilities,
  byHand,
  onChange,
}: ReplyHeadProps) {
  return (
    <div className={classes.head}>
      <span>{byHand ? 'Answering by hand' : 'Replying as'}</span>
      {network !== undefined && <NetworkDot network={network} />}
      {/* Whoever is signed in in the browser speaks there. */}
      {!byHand && <Speaker form={form} speakers={speakers} onChange={onChange} />}
      <span>
        to <bdi>{to}</bdi>
      </span>
      <Visibility form={form} theirs={theirVisibility} visibilities={visibilities} onChange={onChange} />
      <PurposeField value={form.purpose} of="reply" onChange={(purpose) => onChange({ purpose })} />
    </div>
  )
}

function Speaker({ form, speakers, onChange }: Pick<ReplyHeadProps, 'form' | 'speakers' | 'onChange'>) {
  const speaker = speakers.find((account) => account.id === form.accountId)
  if (speakers.length < 2 && speaker !== undefined) return <b className={classes.as}>{speaker.handle}</b>
  return (
    <NativeSelect
      classNames={{ input: `${classes.select} ${classes.as}` }}
      size="xs"
      variant="unstyled"
      aria-label="Reply as"
      data={[
        ...(speaker === undefined ? [{ value: '', label: 'choose an account' }] : []),
        ...speakers.map((account) => ({ value: String(account.id), label: account.handle })),
      ]}
      value={String(form.accountId ?? '')}
      onChange={(event) => onChange({ accountId: Number(event.currentTarget.value) || undefined })}
    />
  )
}

interface VisibilityProps {
  form: ReplyForm
  theirs: string | undefined
  visibilities: readonly string[]
  onChange: (change: Partial<ReplyForm>) => void
}

/** Never wider than what is answered: only what the network allows is offered. */
function Visibility({ form, theirs, visibilities, onChange }: VisibilityProps) {
  if (form.visibility === undefined || visibilities.length === 0) return null
  if (visibilities.length === 1) return <span>· {visibilityWords(form.visibility, theirs)}</span>
  return (
    <>
      <span aria-hidden>·</span>
      <NativeSelect
        classNames={{ input: classes.select }}
        size="xs"
        variant="unstyled"
        aria-label="Who may read it"
        data={visibilities.map((value) => ({ value, label: visibilityWords(value, theirs) }))}
        value={form.visibility}
        onChange={(event) => onChange({ visibility: event.currentTarget.value })}
      />
    </>
  )
}
