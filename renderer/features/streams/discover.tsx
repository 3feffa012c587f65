import { Button, Checkbox, Group, Stack } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { StreamCandidate } from '#shared/contract'
import type { NetworkManifest, StreamKindManifest } from '#shared/domain/network'
import { asFailure } from '#shared/failure'
import { addStream, discoverStreams } from '../../data/stream-actions.ts'
import { ManifestFields } from '../../ui/manifest-fields.tsx'
import { Problem } from '../../ui/problem.tsx'
import { checkFields, draftOf } from './stream-form.ts'
import classes from './streams.module.css'

interface DiscoverProps {
  network: NetworkManifest
  kind: StreamKindManifest
  onAdded: (name: string) => void
}

/** Looks at an address, says what can be listened to there, and listens to what is picked. */
export function Discover({ network, kind, onAdded }: DiscoverProps) {
  const [values, setValues] = useState<Record<string, string>>({})
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const [found, setFound] = useState<StreamCandidate[]>()
  const wrong = checkFields(kind.fields, values)
  const address = kind.fields.find((field) => field.kind === 'url')

  const look = async () => {
    try {
      setFound(await discoverStreams(network.id, (values[address?.name ?? ''] ?? '').trim()))
    } catch (failure) {
      // A network that cannot look around takes the address as it is.
      if (asFailure(failure).code !== 'not-supported') throw failure
      const stream = await addStream(draftOf(network.id, kind, values, { accountId: undefined, name: '' }))
      onAdded(stream.name)
    }
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    setError(undefined)
    setFound(undefined)
    await look().catch(setError)
    setBusy(false)
  }
  return (
    <Stack gap="sm">
      <form noValidate onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <ManifestFields
            fields={kind.fields}
            values={values}
            wrong={tried ? wrong : {}}
            onChange={(name, value) => setValues({ ...values, [name]: value })}
          />
          <Button
            type="submit"
            loading={busy}
            variant={found === undefined ? 'filled' : 'default'}
            style={{ alignSelf: 'flex-start' }}
          >
            Look what is there
          </Button>
        </Stack>
      </form>
      {error !== undefined && <Problem error={error} />}
      <div role="status" className={classes.status}>
        {found !== undefined && <p className={classes.quiet}>{foundWords(found.length)}</p>}
      </div>
      {found !== undefined && found.length > 0 && (
        <Candidates key={found.length} candidates={found} onAdded={onAdded} />
      )}
    </Stack>
  )
}

function foundWords(count: number): string {
  if (count === 0) return 'Nothing to listen to was found there.'
  return count === 1 ? 'One thing can be listened to there.' : `${count} things can be listened to there.`
}

function Candidates({
  candidates,
  onAdded,
}: {
  candidates: readonly StreamCandidate[]
  onAdded: (name: string) => void
}) {
  // Comments and other side lists are opted into; the first is what most people came for.
  const [picked, setPicked] = useState<ReadonlySet<number>>(new Set([0]))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const listen = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const names: string[] = []
      for (const [index, candidate] of candidates.entries()) {
        if (picked.has(index)) names.push((await addStream(candidate.draft)).name)
      }
      onAdded(names.join(', '))
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  const toggle = (index: number, on: boolean) => {
    const next = new Set(picked)
    if (on) next.add(index)
    else next.delete(index)
    setPicked(next)
  }
  return (
    <Stack gap="xs">
      {candidates.map((candidate, index) => (
        // Candidates of one look have no identity but their place.
        // oxlint-disable-next-line no-array-index-key
        <div key={index} className={classes.candidate}>
          <Checkbox
            label={<bdi>{candidate.title}</bdi>}
            description={candidate.description}
            checked={picked.has(index)}
            onChange={(event) => toggle(index, event.currentTarget.checked)}
          />
          {candidate.sample.length > 0 && (
            <ul className={classes.sample}>
              {candidate.sample.slice(0, 3).map((line) => (
                <li key={line} dir="auto">
                  {line}
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
      {error !== undefined && <Problem error={error} lead="Not added" />}
      <Group>
        <Button loading={busy} disabled={picked.size === 0} onClick={() => void listen()}>
          Listen
        </Button>
      </Group>
    </Stack>
  )
}
