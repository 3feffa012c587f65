import { Button } from '@mantine/core'
import { useArchiveFormats, useImports, chooseArchive } from '../../data/archive-actions.ts'
import { CommandCap } from '../../ui/command-cap.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Part, ScreenFrame } from '../../ui/screen.tsx'
import classes from './archives.module.css'
import { Chosen } from './chosen.tsx'
import { Export } from './export.tsx'
import { ImportCard } from './import-card.tsx'

/** What networks (or Earshot itself) wrote of the user's past into files: brought in, shown, taken back, and taken along. */
export function Archives() {
  const { data: imports, error, refetch } = useImports()
  const { data: formats } = useArchiveFormats()
  return (
    <ScreenFrame
      title="Archives"
      hint="A past worth listening to"
      acts={
        <>
          <Button size="compact-sm" variant="default" onClick={() => void chooseArchive('folder')}>
            Import a folder …
          </Button>
          <Button size="compact-sm" onClick={() => void chooseArchive('file')}>
            Import a file …&nbsp; <CommandCap id="archive.import" />
          </Button>
        </>
      }
    >
      {error !== null && <Problem error={error} onRetry={() => void refetch()} />}
      <Chosen />
      <Part
        title="Imports"
        hint="What was imported is found by searching and opens as conversations. It stands in no list of what is open, and nothing of it is asked of a network."
      >
        {imports?.length === 0 && (
          <p className={classes.quiet}>
            Nothing was imported yet. Choose the archive that a network gave you; below is how to get one.
          </p>
        )}
        <ul className={classes.list}>
          {(imports ?? []).map((run) => (
            <li key={run.id}>
              <ImportCard run={run} />
            </li>
          ))}
        </ul>
      </Part>
      <Part title="How to get an archive">
        {(formats ?? []).map(({ id, label, steps }) => (
          <details key={id} className={classes.format}>
            <summary>{label}</summary>
            <ol>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </details>
        ))}
      </Part>
      <Part
        title="Take yours along"
        hint="A text file with one item on each line, with all that is known of it. Earshot reads it again, here or on another computer. Sign-ins are no part of it."
      >
        <Export />
      </Part>
    </ScreenFrame>
  )
}
