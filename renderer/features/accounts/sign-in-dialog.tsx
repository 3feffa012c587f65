import { Modal } from '@mantine/core'
import { useAccounts } from '../../data/queries.ts'
import { closeSignIn, openSignIn, useDialogs } from '../../dialogs.ts'
import { useCommand } from '../../keys/commands.ts'
import { showToast } from '../../ui/toasts.tsx'
import { SignIn } from './sign-in.tsx'

/** Signing in from anywhere: a screen, the palette, the line that says what is broken. Drawn once, by the app. */
export function SignInDialog() {
  const wanted = useDialogs((state) => state.signIn)
  const { data: accounts } = useAccounts()
  const account = accounts?.find((one) => one.id === wanted?.accountId)
  useCommand('account.add', () => openSignIn())
  return (
    <Modal
      opened={wanted !== undefined}
      onClose={closeSignIn}
      title={account === undefined ? 'Sign in to a network' : 'Sign in again'}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <SignIn
        key={wanted?.accountId}
        account={account}
        onSignedIn={(signedIn) => {
          closeSignIn()
          showToast({ words: `Signed in as ${signedIn.handle}` })
        }}
      />
    </Modal>
  )
}
