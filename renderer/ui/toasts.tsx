import { notifications } from '@mantine/notifications'
import { announce } from '../state.ts'
import { KeyCap } from './key-cap.tsx'
import classes from './toasts.module.css'

export interface Toast {
  words: string
  tone?: 'plain' | 'bad'
  /** Toasts of the same id replace each other. */
  id?: string
  action?: { label: string; key?: string; run: () => void }
}

/** How long a toast stays, in ms: longer where it holds an action or bad news. */
const stays = { plain: 3000, action: 6000, bad: 9000 } as const

/** Says something that just happened; read aloud through the window's live region. */
export function showToast(toast: Toast): void {
  const { words, tone = 'plain', action } = toast
  const id = toast.id ?? words
  notifications.hide(id)
  notifications.show({
    id,
    message: (
      <span className={classes.toast}>
        <bdi>{words}</bdi>
        {action === undefined ? null : (
          <button
            type="button"
            className={classes.action}
            onClick={() => {
              notifications.hide(id)
              action.run()
            }}
          >
            {action.label} {action.key === undefined ? null : <KeyCap keys={action.key} />}
          </button>
        )}
      </span>
    ),
    autoClose: tone === 'bad' ? stays.bad : action === undefined ? stays.plain : stays.action,
    color: tone === 'bad' ? 'red' : 'teal',
    withCloseButton: tone === 'bad',
    // The live region of the window speaks; the toast itself stays silent so that nothing is said twice.
    role: 'presentation',
  })
  announce(words)
}
