import { Button, NativeSelect, SegmentedControl } from '@mantine/core'
import { settingsShape, type Settings as SettingsShape } from '#shared/contract'
import { changeSettings } from '../../data/actions.ts'
import { useAccounts, useAppState, useStreams } from '../../data/queries.ts'
import { runCommand } from '../../keys/commands.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Part, ScreenFrame } from '../../ui/screen.tsx'
import { AttentionPart } from './attention.tsx'
import { Backup } from './backup.tsx'
import { Doctor, Hosts } from './doctor.tsx'
import { DurationField } from './duration-field.tsx'
import { Pressing } from './pressing.tsx'
import { PaidCalls } from './paid-calls.tsx'
import { undoChoices } from './setting-words.ts'
import classes from './settings.module.css'

const minuteMs = 60_000
const dayMs = 86_400_000

/** How Earshot works here: every choice is kept as it is made. */
export function Settings() {
  const { data: app, error, refetch } = useAppState()
  return (
    <ScreenFrame title="Settings" hint={app === undefined ? undefined : `Earshot ${app.version}`}>
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      {app !== undefined && (
        <>
          <Look settings={app.settings} />
          <Answering settings={app.settings} />
          <Pressing settings={app.settings} />
          <Listening />
          <AttentionPart settings={app.settings} />
          <PaidCalls settings={app.settings} />
          <Part title="Your sign-ins" hint={app.vault.words}>
            {null}
          </Part>
          <Part
            title="Your data"
            hint="Everything Earshot heard and you said lies in one folder. Nothing is kept elsewhere."
          >
            <Backup folder={app.dataFolder} />
          </Part>
          <Part
            title="Archives"
            hint="What networks gave you of your past, brought in; and yours, taken along."
          >
            <div className={classes.buttons}>
              <Button variant="default" size="compact-sm" onClick={() => runCommand('go.archives')}>
                Archives&nbsp; <CommandCap id="go.archives" />
              </Button>
            </div>
          </Part>
        </>
      )}
      <Part
        title="Who this program talks to"
        hint="Nobody else is asked: each host is named by a network, an account or a stream of yours."
      >
        <Hosts />
      </Part>
      <Part title="How Earshot is" hint="For you, and for whoever helps you: nothing here is sent anywhere.">
        <Doctor />
      </Part>
    </ScreenFrame>
  )
}

function Look({ settings }: { settings: SettingsShape }) {
  return (
    <Part title="Look">
      <SegmentedControl
        aria-label="Theme"
        className={classes.segments}
        data={[
          { value: 'system', label: 'As the system' },
          { value: 'light', label: 'Light' },
          { value: 'dark', label: 'Dark' },
        ]}
        value={settings.theme}
        onChange={(value) => {
          const theme = settingsShape.shape.theme.safeParse(value)
          if (theme.success) void changeSettings({ theme: theme.data })
        }}
      />
    </Part>
  )
}

function Answering({ settings }: { settings: SettingsShape }) {
  return (
    <Part title="Answering">
      <div className={classes.fields}>
        <DurationField
          label="The answer we promise"
          description="Who waits longer than this is late. A time such as 4 h or 2 d."
          valueMs={settings.promiseMs}
          minMs={minuteMs}
          maxMs={30 * dayMs}
          onChange={(promiseMs) => changeSettings({ promiseMs })}
        />
        <NativeSelect
          label="Time to take a message back"
          description="Nothing leaves this computer before it is over."
          data={undoChoices(settings.undoSendMs)}
          value={String(settings.undoSendMs)}
          onChange={(event) => void changeSettings({ undoSendMs: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          label="After done"
          data={[
            { value: 'next', label: 'go to the next conversation' },
            { value: 'list', label: 'go back to the list' },
          ]}
          value={settings.afterDone}
          onChange={(event) => {
            const afterDone = settingsShape.shape.afterDone.safeParse(event.currentTarget.value)
            if (afterDone.success) void changeSettings({ afterDone: afterDone.data })
          }}
        />
      </div>
    </Part>
  )
}

function Listening() {
  const { data: accounts } = useAccounts()
  const { data: streams } = useStreams()
  return (
    <Part title="Listening" hint="Each stream says how often it is asked; change that where the stream is.">
      <div className={classes.buttons}>
        <Button variant="default" size="compact-sm" onClick={() => runCommand('go.streams')}>
          Streams and how often they are asked ({streams?.length ?? 0})&nbsp; <CommandCap id="go.streams" />
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => runCommand('go.accounts')}>
          Accounts ({accounts?.length ?? 0})&nbsp; <CommandCap id="go.accounts" />
        </Button>
      </div>
    </Part>
  )
}
