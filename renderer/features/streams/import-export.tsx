import { Button, Group } from '@mantine/core'
import { useState } from 'react'
import type { NetworkManifest } from '#shared/domain/network'
import { exportStreams, importStreams, type Imported } from '../../data/stream-actions.ts'
import { Problem } from '../../ui/problem.tsx'
import { importWords } from './stream-words.ts'
import classes from './streams.module.css'

type Result =
  { did: 'import'; report: Imported } | { did: 'export'; file: string } | { did: 'failed'; error: unknown }

/** Reads and writes lists of subscriptions; what was refused is listed with the reason. */
export function ImportExport({ networks }: { networks: readonly NetworkManifest[] }) {
  const [busy, setBusy] = useState(false)
  const [result, setResult] = useState<Result>()
  const run = async (act: () => Promise<Result | undefined>) => {
    setBusy(true)
    try {
      setResult(await act())
    } catch (error) {
      setResult({ did: 'failed', error })
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {networks.map((network) => {
        const formats = network.importFormats.map((format) => format.toUpperCase()).join(', ')
        return (
          <Group key={network.id} gap="xs" mb={6}>
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              onClick={() =>
                void run(async () => {
                  const report = await importStreams(network.id, network.importFormats)
                  return report === undefined ? undefined : { did: 'import', report }
                })
              }
            >
              Import {formats} …
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              disabled={busy}
              onClick={() =>
                void run(async () => {
                  const file = await exportStreams(network.id)
                  return file === undefined ? undefined : { did: 'export', file }
                })
              }
            >
              Export {formats} …
            </Button>
            <span className={classes.quiet}>{network.label}</span>
          </Group>
        )
      })}
      <div role="status">{result !== undefined && <Report result={result} />}</div>
    </>
  )
}

function Report({ result }: { result: Result }) {
  if (result.did === 'failed') return <Problem error={result.error} />
  if (result.did === 'export') return <p className={classes.quiet}>Written to {result.file}.</p>
  const { report } = result
  return (
    <>
      <p>
        {report.fileName}: {importWords(report)}.
      </p>
      {report.refused.length > 0 && (
        <table className={classes.refused}>
          <caption>Refused</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {report.refused.map((one, index) => (
              // The same line may stand in a file twice.
              // oxlint-disable-next-line no-array-index-key
              <tr key={`${index} ${one.what}`}>
                <td>{one.what}</td>
                <td>{one.why}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  )
}
