import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { useEffect } from 'react'
import classes from './app.module.css'
import { host } from './data/client.ts'
import { useAppState, useConversation } from './data/queries.ts'
import { queryClient } from './data/query-client.ts'
import { CatchUpOffer } from './features/catch-up/catch-up-offer.tsx'
import { PassBar } from './features/catch-up/pass-bar.tsx'
import { Foot } from './features/foot/foot.tsx'
import { HealthLine } from './features/health/health-line.tsx'
import { Inbox } from './features/inbox/inbox.tsx'
import { Palette } from './features/palette/palette.tsx'
import { Help } from './features/palette/help.tsx'
import { Sidebar } from './features/sidebar/sidebar.tsx'
import { runCommand } from './keys/commands.ts'
import { isCommandId } from './keys/keymap.ts'
import { clampPanes, narrowPx } from './panes.ts'
import { screens } from './screens.tsx'
import { selectConversation, showScreen, useUi } from './state.ts'
import { ErrorBoundary } from './ui/error-boundary.tsx'
import { PaneDivider } from './ui/pane-divider.tsx'
import { cssVariablesResolver, theme } from './ui/theme.ts'
import { useWindowCommands } from './window-commands.ts'
import { useWindowWidth } from './ui/window-width.ts'

/** The window: providers, and which feature stands where. Features never import each other; this joins them. */
export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        defaultColorScheme="auto"
        deduplicateCssVariables={false}
      >
        <Frame />
        <section aria-label="Messages">
          <Notifications
            withinPortal={false}
            position="bottom-left"
            limit={3}
            transitionDuration={120}
            zIndex={300}
            containerWidth={380}
            className={classes.toasts}
            classNames={{ notification: classes.toast }}
          />
        </section>
        <Palette />
        <Help />
        {screens.overlays()}
      </MantineProvider>
    </QueryClientProvider>
  )
}

function Frame() {
  const screen = useUi((state) => state.screen)
  const announcement = useUi((state) => state.announcement)
  useWindowCommands()
  useFirstRun()
  useEffect(
    () =>
      host.on('command', ({ id }) => {
        if (isCommandId(id)) runCommand(id)
      }),
    [],
  )
  if (screen === 'onboarding') {
    return (
      <>
        <ErrorBoundary part="The first steps">{screens.pages.onboarding()}</ErrorBoundary>
        <LiveRegion words={announcement} />
      </>
    )
  }
  return (
    <div className={classes.window}>
      <div>
        <HealthLine />
        <CatchUpOffer />
      </div>
      <Panes />
      <Foot />
      <LiveRegion words={announcement} />
    </div>
  )
}

function Panes() {
  const width = useWindowWidth()
  const wanted = useUi((state) => state.panes)
  const screen = useUi((state) => state.screen)
  const narrow = useUi((state) => state.narrow)
  const takeTurns = width < narrowPx
  const panes = clampPanes(wanted, takeTurns ? Number.POSITIVE_INFINITY : width)
  const inbox = screen === 'inbox'
  const showList = inbox && (!takeTurns || narrow === 'list')
  const showRest = !inbox || !takeTurns || narrow === 'conversation'
  return (
    <div className={classes.panes}>
      <aside className={classes.sidebar} style={{ width: panes.sidebar }} aria-label="Sidebar">
        <ErrorBoundary part="The sidebar">
          <Sidebar />
        </ErrorBoundary>
        <PaneDivider pane="sidebar" label="Width of the sidebar" width={panes.sidebar} />
      </aside>
      {inbox ? (
        // Out of sight while the conversation takes its turn, but there: its keys go on working.
        <section
          className={takeTurns ? classes.rest : classes.list}
          style={showList ? (takeTurns ? undefined : { width: panes.list }) : { display: 'none' }}
          aria-label="Conversations"
        >
          <ErrorBoundary part="The list">
            <Inbox below={<PassBar />} />
          </ErrorBoundary>
          {takeTurns ? null : <PaneDivider pane="list" label="Width of the list" width={panes.list} />}
        </section>
      ) : null}
      {showRest ? (
        <main className={classes.rest} id="main" tabIndex={-1}>
          <Rest />
        </main>
      ) : null}
    </div>
  )
}

function Rest() {
  const screen = useUi((state) => state.screen)
  const conversationId = useUi((state) => state.conversationId)
  const passEnded = useUi((state) => state.passEnded)
  useJoined(conversationId)
  if (screen !== 'inbox') {
    return (
      <ErrorBoundary key={screen} part="This screen">
        {screens.pages[screen]()}
      </ErrorBoundary>
    )
  }
  if (passEnded) return <ErrorBoundary part="The end of the catch-up">{screens.passEnd()}</ErrorBoundary>
  if (conversationId === undefined) return null
  return (
    <ErrorBoundary of={conversationId} part="The conversation">
      {screens.conversation(conversationId)}
    </ErrorBoundary>
  )
}

/** A conversation that was joined to another is answered under that one's id: the selection goes with it. */
function useJoined(conversationId: number | undefined): void {
  const now = useConversation(conversationId).data?.row.id
  useEffect(() => {
    if (now !== undefined && now !== conversationId) selectConversation(now)
  }, [now, conversationId])
}

/**
 * Nothing to listen to and nothing heard: the first steps come before the empty inbox. The demo town signs
 * itself in while the window opens.
 */
function useFirstRun(): void {
  const app = useAppState().data
  const first = app !== undefined && !app.demo && app.accounts === 0 && app.streams === 0 && app.items === 0
  useEffect(() => {
    if (first) showScreen('onboarding')
  }, [first])
}

function LiveRegion({ words }: { words: string }) {
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {words}
    </div>
  )
}
