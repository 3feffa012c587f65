import { UnstyledButton } from '@mantine/core'
import type { ReactNode } from 'react'
import { useAppState } from '../../data/queries.ts'
import classes from './onboarding.module.css'

export interface OnboardingProps {
  /** The form that listens without an account; features do not know each other, so the app brings it. */
  listen: ReactNode
  signIn: ReactNode
  onSkip: () => void
}

/** The first launch: nothing is heard yet, so the first question is what to listen to. */
export function Onboarding({ listen, signIn, onSkip }: OnboardingProps) {
  const { data: app } = useAppState()
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <h1 className={classes.title}>What do you want to hear?</h1>
        <p className={classes.lead}>
          Earshot listens first. What it hears stays in a file on this computer and can be read and searched
          without a network. There is no account with us.
        </p>
        {app?.demo === true && (
          <p className={classes.demo} role="note">
            This is the demo town: an invented place on this computer. Nothing you do here reaches anybody.
          </p>
        )}
        <div className={classes.offers}>
          <section className={classes.offer} aria-labelledby="offer-listen">
            <h2 id="offer-listen">Listen without an account</h2>
            <p>A blog, a news site, a forum, a hashtag: give its address and see what can be heard there.</p>
            {listen}
          </section>
          <section className={classes.offer} aria-labelledby="offer-sign-in">
            <h2 id="offer-sign-in">Sign in</h2>
            <p>Hear what is said to you, and answer where it was said.</p>
            {signIn}
          </section>
        </div>
        <p className={classes.skip}>
          <UnstyledButton className={classes.textButton} onClick={onSkip}>
            Look around first
          </UnstyledButton>
        </p>
      </div>
    </main>
  )
}
