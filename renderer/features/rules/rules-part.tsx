import { Button } from '@mantine/core'
import type { Rule } from '#shared/domain/rule'
import type { Stream } from '#shared/domain/stream'
import { useNetworks, useRules, useStreams } from '../../data/queries.ts'
import { pauseRule, removeRule } from '../../data/rule-actions.ts'
import { openRule } from '../../dialogs.ts'
import { showSource } from '../../state.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { Health } from '../../ui/health-dot.tsx'
import { Part } from '../../ui/screen.tsx'
import { healthNames, worstHealth } from '../../ui/health-names.ts'
import classes from './rules.module.css'

/** The rules on the streams screen: what each listens for, where, and how its sources are. */
export function RulesPart() {
  const { data: rules } = useRules()
  const { data: streams } = useStreams()
  return (
    <Part title="Rules" hint="Words you listen for, on one network or several.">
      <Button size="compact-sm" variant="default" onClick={() => openRule()}>
        Listen for words …&nbsp; <CommandCap id="rule.add" />
      </Button>
      <ul className={classes.list}>
        {(rules ?? []).map((rule) => (
          <li key={rule.id}>
            <RuleCard rule={rule} streams={(streams ?? []).filter((stream) => stream.ruleId === rule.id)} />
          </li>
        ))}
      </ul>
    </Part>
  )
}

function RuleCard({ rule, streams }: { rule: Rule; streams: readonly Stream[] }) {
  const { data: networks } = useNetworks()
  const health = rule.paused ? 'paused' : worstHealth(streams.map((stream) => stream.health))
  const where = streams.map((stream) => {
    const label = networks?.find((one) => one.id === stream.network)?.label ?? stream.network
    return stream.health === 'ok' || stream.health === 'new'
      ? label
      : `${label} (${healthNames[stream.health]})`
  })
  return (
    <article className={classes.card} aria-label={rule.name}>
      <span className={classes.dot}>
        <Health health={health} words={healthNames[health]} />
      </span>
      <div className={classes.what}>
        <h3 className={classes.name} dir="auto">
          {rule.name}
        </h3>
        {rule.name !== rule.query && (
          <p className={classes.quiet}>
            <code className={classes.rule}>{rule.query}</code>
          </p>
        )}
        <p className={classes.quiet}>
          {where.join(', ')} · {rule.itemCount.toLocaleString()} heard · {rule.open.toLocaleString()} open
          {rule.purpose === undefined ? '' : ` · to ${rule.purpose}`}
        </p>
      </div>
      <div className={classes.acts}>
        <Act label="Show" name={rule.name} onClick={() => showSource({ type: 'rule', ruleId: rule.id })} />
        <Act label="Change …" name={rule.name} onClick={() => openRule({ ruleId: rule.id })} />
        <Act
          label={rule.paused ? 'Resume' : 'Pause'}
          name={rule.name}
          onClick={() => void pauseRule(rule.id, !rule.paused)}
        />
        <Act label="Remove" name={rule.name} onClick={() => void removeRule(rule.id, rule.name)} />
      </div>
    </article>
  )
}

/** Many rows hold the same buttons, so each also says its rule to screen readers. */
function Act({ label, name, onClick }: { label: string; name: string; onClick: () => void }) {
  return (
    <Button size="compact-xs" variant="subtle" aria-label={`${label} ${name}`} onClick={onClick}>
      {label}
    </Button>
  )
}
