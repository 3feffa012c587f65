import { Button, NativeSelect, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Account } from '#shared/domain/account'
import type { NetworkManifest } from '#shared/domain/network'
import { useAccounts, useNetworks } from '../../data/queries.ts'
import { addStream } from '../../data/stream-actions.ts'
import { closeAddStream, openRule, openSignIn } from '../../dialogs.ts'
import { ManifestFields } from '../../ui/manifest-fields.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Discover } from './discover.tsx'
import {
  checkFields,
  draftOf,
  isFoundByAddress,
  kindOffers,
  openNetworks,
  type KindOffer,
} from './stream-form.ts'
import classes from './streams.module.css'

export interface AddStreamProps {
  /** Offer only what needs no account. */
  withoutAccount?: boolean
  /** Something is listened to now. */
  onAdded: (name: string) => void
}

/** Network, kind, and the form that the manifest asks for. */
export function AddStream({ withoutAccount = false, onAdded }: AddStreamProps) {
  const { data: networks } = useNetworks()
  const { data: accounts } = useAccounts()
  const [networkId, setNetworkId] = useState<string>()
  const [kindName, setKindName] = useState<string>()
  if (networks === undefined || accounts === undefined) return null
  const offered = withoutAccount
    ? openNetworks(networks)
    : networks.filter((one) => one.streamKinds.length > 0)
  const network = offered.find((one) => one.id === networkId) ?? offered[0]
  if (network === undefined) return <p className={classes.quiet}>No network can be listened to here.</p>
  // Words are listened for by rules, which have a form of their own and may span networks; where a network asks for
  // more than the words (a blog's address), they are listened for here, and become a rule too.
  const offers = kindOffers(network, accounts).filter(
    (one) =>
      (one.kind.kind !== 'keyword' || one.kind.fields.length > 1) &&
      (!withoutAccount || one.kind.withoutAccount),
  )
  const offer = offers.find((one) => one.kind.kind === kindName) ?? offers[0]
  return (
    <Stack gap="sm">
      <NativeSelect
        label="Network"
        data={offered.map((one) => ({ value: one.id, label: one.label }))}
        value={network.id}
        onChange={(event) => {
          setNetworkId(event.currentTarget.value)
          setKindName(undefined)
        }}
      />
      {offers.length > 1 && (
        <NativeSelect
          label="What to listen to"
          data={offers.map((one) => ({ value: one.kind.kind, label: one.kind.label }))}
          value={offer?.kind.kind}
          onChange={(event) => setKindName(event.currentTarget.value)}
        />
      )}
      {offer !== undefined && (
        <KindForm
          key={`${network.id} ${offer.kind.kind}`}
          network={network}
          offer={offer}
          onAdded={onAdded}
        />
      )}
      {!withoutAccount && (
        <p className={classes.quiet}>
          To hear certain words, wherever they are said,{' '}
          <UnstyledButton
            className={classes.textButton}
            onClick={() => {
              closeAddStream()
              openRule()
            }}
          >
            write a rule
          </UnstyledButton>
          .
        </p>
      )}
    </Stack>
  )
}

function KindForm({
  network,
  offer,
  onAdded,
}: {
  network: NetworkManifest
  offer: KindOffer
  onAdded: (name: string) => void
}) {
  if (offer.lacks !== undefined) {
    return (
      <div>
        <p className={classes.quiet}>{offer.lacks}</p>
        <Button variant="default" onClick={() => openSignIn()}>
          Sign in …
        </Button>
      </div>
    )
  }
  return isFoundByAddress(offer.kind) ? (
    <Discover network={network} kind={offer.kind} onAdded={onAdded} />
  ) : (
    <ByFields network={network} offer={offer} onAdded={onAdded} />
  )
}

function ByFields({
  network,
  offer,
  onAdded,
}: {
  network: NetworkManifest
  offer: KindOffer
  onAdded: (name: string) => void
}) {
  const [values, setValues] = useState<Record<string, string>>({})
  const [name, setName] = useState('')
  const [accountId, setAccountId] = useState<number | undefined>(offer.accounts[0]?.id)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const wrong = checkFields(offer.kind.fields, values)
  const listen = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return
    setBusy(true)
    setError(undefined)
    try {
      const stream = await addStream(draftOf(network.id, offer.kind, values, { accountId, name }))
      onAdded(stream.name)
    } catch (failure) {
      setError(failure)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form noValidate onSubmit={(event) => void listen(event)}>
      <Stack gap="sm">
        <ListenAs offer={offer} accountId={accountId} onChange={setAccountId} />
        <ManifestFields
          fields={offer.kind.fields}
          values={values}
          wrong={tried ? wrong : {}}
          onChange={(field, value) => setValues({ ...values, [field]: value })}
        />
        <TextInput
          label="Name"
          description="Left empty, it is named after what it listens to."
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {error !== undefined && <Problem error={error} lead="Not added" />}
        <Button type="submit" loading={busy} style={{ alignSelf: 'flex-start' }}>
          Listen
        </Button>
      </Stack>
    </form>
  )
}

interface ListenAsProps {
  offer: KindOffer
  accountId: number | undefined
  onChange: (accountId: number | undefined) => void
}

/** Which account listens, where there is a choice. */
function ListenAs({ offer, accountId, onChange }: ListenAsProps) {
  const { kind, accounts } = offer
  if (accounts.length === 0) return null
  const choices: { value: string; label: string }[] = accounts.map((account: Account) => ({
    value: String(account.id),
    label: account.handle,
  }))
  if (kind.withoutAccount) choices.push({ value: '', label: 'nobody: listen without an account' })
  if (choices.length < 2) return null
  return (
    <NativeSelect
      label="Listen as"
      data={choices}
      value={String(accountId ?? '')}
      onChange={(event) => onChange(Number(event.currentTarget.value) || undefined)}
    />
  )
}
