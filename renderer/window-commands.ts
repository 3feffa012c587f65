import { useMantineColorScheme } from '@mantine/core'
import { useEffect } from 'react'
import type { LaneId } from '#shared/domain/conversation'
import { changeSettings, refreshStreams, undo } from './data/actions.ts'
import { chooseArchive } from './data/archive-actions.ts'
import { catchUp } from './data/catch-up-actions.ts'
import { useAppState } from './data/queries.ts'
import { useCommand } from './keys/commands.ts'
import { isTyping } from './keys/key-listener.ts'
import { defaultPanes } from './panes.ts'
import { setPanes, showScreen, showSource, useUi } from './state.ts'

/** Commands that work everywhere in the window, and the theme that follows the setting. */
export function useWindowCommands(): void {
  useCommand('help.open', () => useUi.setState({ overlay: 'help' }))
  useCommand('go.inbox', () => showLane('needs-answer'))
  useCommand('go.waiting', () => showLane('waiting'))
  useCommand('go.snoozed', () => showLane('snoozed'))
  useCommand('go.saved', () => showLane('saved'))
  useCommand('go.done', () => showLane('done'))
  useCommand('go.catchUp', () => void catchUp())
  useCommand('go.outbox', () => showScreen('outbox'))
  useCommand('go.goals', () => showScreen('goals'))
  useCommand('go.streams', () => showScreen('streams'))
  // Everywhere: rules and mutes are changed on other screens than the list.
  useCommand('triage.undo', () => void undo())
  useCommand('mute.list', () => showLane('muted'))
  useCommand('go.accounts', () => showScreen('accounts'))
  useCommand('go.archives', () => showScreen('archives'))
  useCommand('archive.import', () => {
    showScreen('archives')
    void chooseArchive('file')
  })
  useCommand('go.settings', () => showScreen('settings'))
  useCommand('stream.refresh', () => void refreshStreams())
  useCommand('panes.reset', () => setPanes(defaultPanes, window.innerWidth))
  useCommand('leave', leaveField, isTyping)
  useTheme()
}

function showLane(lane: LaneId): void {
  showSource({ type: 'lane', lane })
}

/** Esc takes focus out of a field; what was typed stays. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}

const nextTheme = { system: 'light', light: 'dark', dark: 'system' } as const

function useTheme(): void {
  const wanted = useAppState().data?.settings.theme
  const { setColorScheme } = useMantineColorScheme()
  useEffect(() => {
    if (wanted !== undefined) setColorScheme(wanted === 'system' ? 'auto' : wanted)
  }, [wanted, setColorScheme])
  useCommand('theme.next', () => void changeSettings({ theme: nextTheme[wanted ?? 'system'] }))
}
