import { Button } from '@mantine/core'
import { useState } from 'react'
import { backUp, showDataFolder } from '../../data/store-actions.ts'
import { bytesWords } from '../../ui/duration.ts'
import { Problem } from '../../ui/problem.tsx'
import classes from './settings.module.css'

type Result = { file: string; bytes: number } | { error: unknown }

/** Where the data lies, and a copy of it on demand. */
export function Backup({ folder }: { folder: string }) {
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<Result>()
  const run = async () => {
    setBusy(true)
    try {
      setResult(await backUp())
    } catch (error) {
      setResult({ error })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <p className={classes.path}>
        <code>{folder}</code>
      </p>
      <div className={classes.buttons}>
        <Button variant="default" size="compact-sm" onClick={() => void showDataFolder()}>
          Show the folder
        </Button>
        <Button variant="default" size="compact-sm" loading={busy} onClick={() => void run()}>
          Back up now
        </Button>
      </div>
      <div role="status">
        {result !== undefined &&
          ('error' in result ? (
            <Problem error={result.error} lead="Not backed up" onRetry={() => void run()} />
          ) : (
            <p className={classes.path}>
              Backed up to <code>{result.file}</code>, {bytesWords(result.bytes)}.
            </p>
          ))}
      </div>
    </>
  )
}
