import { Button, Progress } from '@mantine/core'
import { goalQuery, goalState, paceOf, type Goal, type GoalProgress } from '#shared/domain/goal'
import { removeGoal, useGoalProgress, useGoals } from '../../data/goal-actions.ts'
import { openGoal } from '../../dialogs.ts'
import { showSource } from '../../state.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { Problem } from '../../ui/problem.tsx'
import { ScreenFrame } from '../../ui/screen.tsx'
import { useTicked } from '../../ui/time-ago.tsx'
import { countWords, dayOf, daysWords, stateWords } from './goal-words.ts'
import classes from './goals.module.css'

/** What is to be reached, and how far it is: every figure opens what it was counted from. */
export function Goals() {
  const { data: goals, error, refetch } = useGoals()
  return (
    <ScreenFrame
      title="Goals"
      acts={
        <Button size="compact-sm" onClick={() => openGoal()}>
          New goal … <CommandCap id="goal.add" />
        </Button>
      }
    >
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {goals?.length === 0 && (
        <p className={classes.quiet}>
          No goal yet. Say whom you want to reach or what you want to answer, how often and by when; what
          counts is whatever a query finds.
        </p>
      )}
      <ul className={classes.list}>
        {(goals ?? []).map((goal) => (
          <li key={goal.id}>
            <GoalCard goal={goal} />
          </li>
        ))}
      </ul>
    </ScreenFrame>
  )
}

function GoalCard({ goal }: { goal: Goal }) {
  const { data: progress, error, refetch } = useGoalProgress(goal.id)
  return (
    <article className={classes.card} aria-label={goal.name}>
      <div className={classes.what}>
        <h2 className={classes.name} dir="auto">
          {goal.name}
        </h2>
        {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
        {progress !== undefined && <Figures goal={goal} progress={progress} />}
        <p className={classes.quiet}>
          {daysWords(goal)} · <code className={classes.query}>{goal.query}</code>
        </p>
      </div>
      <div className={classes.acts}>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Change ${goal.name}`}
          onClick={() => openGoal(goal.id)}
        >
          Change …
        </Button>
        <Button
          size="compact-xs"
          variant="subtle"
          aria-label={`Remove ${goal.name}`}
          onClick={() => void removeGoal(goal)}
        >
          Remove
        </Button>
      </div>
    </article>
  )
}

function Figures({ goal, progress }: { goal: Goal; progress: GoalProgress }) {
  const nowMs = useTicked()
  const today = dayOf(nowMs)
  const state = goalState(goal, progress, today, nowMs)
  const part = Math.min(100, (100 * progress.count) / goal.target)
  return (
    <>
      <p className={classes.figures}>
        <button
          type="button"
          className={classes.count}
          onClick={() => showSource({ type: 'search', query: goalQuery(goal) })}
        >
          {countWords(goal, progress)}
        </button>{' '}
        <span data-state={state} className={classes.state}>
          {stateWords[state]}
        </span>
      </p>
      <Progress
        className={classes.bar}
        value={part}
        size="sm"
        aria-label={`${countWords(goal, progress)}, ${stateWords[state]}`}
      />
      {state === 'behind' && (
        <p className={classes.quiet}>
          An even pace would be {paceOf(goal, today).toLocaleString()} by tonight.
        </p>
      )}
    </>
  )
}
