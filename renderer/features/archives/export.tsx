import { Button } from '@mantine/core'
import { useState } from 'react'
import { exportItems, type Exported } from '../../data/archive-actions.ts'
import { bytesWords } from '../../ui/duration.ts'
import { useQueryNames, useQueryPreview } from '../../data/query-data.ts'
import { Problem } from '../../ui/problem.tsx'
import { QueryField } from '../../ui/query-field.tsx'
import { QueryPreview } from '../../ui/query-preview.tsx'
import { itemsWords } from './archive-words.ts'
import classes from './archives.module.css'

type Result = { did: 'written'; exported: Exported } | { did: 'failed'; error: unknown }

/** Writes what is stored, or what a query finds of it, to a file. */
export function Export() {
  const [query, setQuery] = useState('')
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<Result>()
  const names = useQueryNames()
  const found = useQueryPreview(query)
  const run = async () => {
    setBusy(true)
    setResult(undefined)
    try {
      const exported = await exportItems(query)
      if (exported !== undefined) setResult({ did: 'written', exported })
    } catch (error) {
      setResult({ did: 'failed', error })
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void run()
      }}
    >
      <div className={classes.narrow}>
        <QueryField
          label="Only what this query finds (empty for everything)"
          placeholder="is:saved"
          value={query}
          onChange={setQuery}
          preview={<QueryPreview {...found} brief />}
          {...names}
        />
      </div>
      <div className={classes.buttons}>
        <Button type="submit" size="compact-sm" variant="default" loading={busy}>
          Export …
        </Button>
      </div>
      <div role="status">
        {result?.did === 'failed' && <Problem error={result.error} lead="Not exported" />}
        {result?.did === 'written' && (
          <p className={classes.quiet}>
            {itemsWords(result.exported.items)} in <code>{result.exported.file}</code>,{' '}
            {bytesWords(result.exported.bytes)}.
          </p>
        )}
      </div>
    </form>
  )
}
