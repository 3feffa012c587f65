import type { ReactNode } from 'react'
import { AddStreamDialog } from './features/streams/add-stream-dialog.tsx'
import { AddStream } from './features/streams/add-stream.tsx'
import { Accounts } from './features/accounts/accounts.tsx'
import { SignInDialog } from './features/accounts/sign-in-dialog.tsx'
import { SignIn } from './features/accounts/sign-in.tsx'
import { Archives } from './features/archives/archives.tsx'
import { PassEnd } from './features/catch-up/pass-end.tsx'
import { Conversation } from './features/conversation/conversation.tsx'
import { GoalDialog } from './features/goals/goal-dialog.tsx'
import { Goals } from './features/goals/goals.tsx'
import { LaneDialog } from './features/lanes/lane-dialog.tsx'
import { Onboarding } from './features/onboarding/onboarding.tsx'
import { Outbox } from './features/outbox/outbox.tsx'
import { PostDialog } from './features/reply/post-dialog.tsx'
import { ReplyBox } from './features/reply/reply-box.tsx'
import { FloatingSendingLine, SendingLine } from './features/reply/sending-line.tsx'
import { MutesPart } from './features/rules/mutes-part.tsx'
import { RuleDialog } from './features/rules/rule-dialog.tsx'
import { RulesPart } from './features/rules/rules-part.tsx'
import { Settings } from './features/settings/settings.tsx'
import { Streams } from './features/streams/streams.tsx'
import { WhyDialog } from './features/why/why-dialog.tsx'
import { showScreen, type Screen } from './state.ts'

/**
 * What stands to the right of the list, and what stands in its place. The only file that names these
 * features; each exports one component from `features/NAME/NAME.tsx`.
 */
export interface Screens {
  /** The conversation that is selected, with its reply box. Fills its pane and scrolls inside. */
  conversation: (id: number) => ReactNode
  /** The end of a pass, in the place of a conversation. */
  passEnd: () => ReactNode
  /** Whole screens beside the sidebar. Each is a region of its own with an h1, scrolling inside. */
  pages: Record<Exclude<Screen, 'inbox'>, () => ReactNode>
  /** What may come up over any screen: dialogs, and the line of what is being sent. Drawn once. */
  overlays: () => ReactNode
}

const toInbox = (): void => showScreen('inbox')

export const screens: Screens = {
  conversation: (id) => (
    <Conversation
      conversationId={id}
      reply={(detail) => (
        <>
          <SendingLine />
          <ReplyBox detail={detail} />
        </>
      )}
    />
  ),
  passEnd: () => <PassEnd />,
  pages: {
    outbox: () => <Outbox />,
    goals: () => <Goals />,
    accounts: () => <Accounts />,
    streams: () => (
      <Streams>
        <RulesPart />
        <MutesPart />
      </Streams>
    ),
    archives: () => <Archives />,
    settings: () => <Settings />,
    onboarding: () => (
      <Onboarding
        listen={<AddStream withoutAccount onAdded={toInbox} />}
        signIn={<SignIn onSignedIn={toInbox} />}
        onSkip={toInbox}
      />
    ),
  },
  overlays: () => (
    <>
      <AddStreamDialog />
      <RuleDialog />
      <WhyDialog />
      <SignInDialog />
      <LaneDialog />
      <GoalDialog />
      <PostDialog />
      <FloatingSendingLine />
    </>
  ),
}
