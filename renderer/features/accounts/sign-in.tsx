import { Button, Group, NativeSelect, Stack, TextInput, UnstyledButton } from '@mantine/core'
import { useState, type FormEvent } from 'react'
import type { Account } from '#shared/domain/account'
import { signInWays, type NetworkManifest, type SignInWay } from '#shared/domain/network'
import { useAppState, useNetworks } from '../../data/queries.ts'
import { readUsd } from '../../ui/dollars.ts'
import { ManifestFields } from '../../ui/manifest-fields.tsx'
import { Problem } from '../../ui/problem.tsx'
import classes from './accounts.module.css'
import { BrowserWait } from './browser-wait.tsx'
import { CodeWait } from './code-wait.tsx'
import { Consent } from './consent.tsx'
import { Limit } from './limit.tsx'
import { asksLimit, checkSignIn, fieldsOf, hostOf, limitField, signInNetworks } from './sign-in-steps.ts'
import { useSignIn } from './use-sign-in.ts'

export interface SignInProps {
  /** Signs this account in again; absent for a new one. */
  account?: Account | undefined
  onSignedIn: (account: Account) => void
}

/** Signing in, drawn from the network's manifest: in the user's browser, by a code, or with a pasted credential. */
export function SignIn({ account, onSignedIn }: SignInProps) {
  const { data: networks } = useNetworks()
  const [chosen, setChosen] = useState<string>()
  if (networks === undefined) return null
  const offered = signInNetworks(networks)
  const network = offered.find((one) => one.id === (account?.network ?? chosen)) ?? offered[0]
  if (network === undefined) return <p className={classes.quiet}>There is no network to sign in to.</p>
  return (
    <Stack gap="sm">
      {account === undefined ? (
        <NativeSelect
          label="Network"
          data={offered.map((one) => ({ value: one.id, label: one.label }))}
          value={network.id}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      ) : (
        <p className={classes.quiet}>
          <bdi>{account.handle}</bdi> on {network.label}
        </p>
      )}
      <NetworkSignIn key={network.id} network={network} account={account} onSignedIn={onSignedIn} />
    </Stack>
  )
}

function NetworkSignIn({ network, account, onSignedIn }: SignInProps & { network: NetworkManifest }) {
  const { signIn } = network
  const { data: app } = useAppState()
  const withLimit = asksLimit(network, app?.settings)
  const [host, setHost] = useState('')
  const [values, setValues] = useState<Record<string, string>>({})
  const ways = signInWays(network)
  const [way, setWay] = useState<SignInWay>(ways[0] ?? 'token')
  const [tried, setTried] = useState(false)
  const { state, start, agree, cancel } = useSignIn(onSignedIn)
  const wrong = checkSignIn(network, way, account?.host ?? host, values, withLimit)
  const fields = fieldsOf(network, way)
  const setValue = (name: string, value: string) => setValues({ ...values, [name]: value })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(wrong).length > 0) return
    const { [limitField]: limit = '', ...typed } = values
    start({
      network: network.id,
      host: hostOf(network, host, account),
      accountId: account?.id,
      // What was typed for the other way is no answer to this one.
      by: { way, fields: Object.fromEntries(fields.map(({ name }) => [name, typed[name] ?? ''])) },
      limitUsd: withLimit ? readUsd(limit) : undefined,
    })
  }
  if (state.at === 'waiting' && state.userCode !== undefined)
    return <CodeWait network={network} url={state.url} code={state.userCode} onCancel={cancel} />
  if (state.at === 'waiting')
    return <BrowserWait network={network} attempt={state.attempt} url={state.url} onCancel={cancel} />
  if (state.at === 'consent') return <Consent onAgree={agree} onCancel={cancel} />
  return (
    <form noValidate onSubmit={submit}>
      <Stack gap="sm">
        <Steps steps={signIn.steps[way] ?? []} />
        {signIn.asksHost && account === undefined && (
          <TextInput
            label="Server"
            placeholder="town.example"
            required
            inputMode="url"
            spellCheck={false}
            autoComplete="off"
            value={host}
            error={tried ? wrong['host'] : undefined}
            onChange={(event) => setHost(event.currentTarget.value)}
          />
        )}
        <ManifestFields fields={fields} values={values} wrong={tried ? wrong : {}} onChange={setValue} />
        {withLimit && (
          <Limit
            network={network}
            typed={values[limitField] ?? ''}
            wrong={tried ? wrong[limitField] : undefined}
            onChange={(value) => setValue(limitField, value)}
          />
        )}
        {state.at === 'failed' && <Problem error={state.error} lead="Not signed in" />}
        <Group gap="sm">
          <Button type="submit" loading={state.at === 'busy'}>
            {wayWords[way].go}
          </Button>
          {ways
            .filter((other) => other !== way)
            .map((other) => (
              <UnstyledButton key={other} className={classes.textButton} onClick={() => setWay(other)}>
                {wayWords[other].instead}
              </UnstyledButton>
            ))}
        </Group>
        {way !== 'token' && (
          <p className={classes.quiet}>
            {network.label} asks you in your own browser. Earshot never sees your password.
          </p>
        )}
      </Stack>
    </form>
  )
}

const wayWords: Record<SignInWay, { go: string; instead: string }> = {
  browser: { go: 'Sign in with the browser', instead: 'Use the browser instead' },
  code: { go: 'Get a code', instead: 'Use a code instead' },
  token: { go: 'Sign in', instead: 'Paste a token instead' },
}

/** How to get the credential, in numbered steps. */
function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 0) return null
  return (
    <ol className={classes.steps}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}
