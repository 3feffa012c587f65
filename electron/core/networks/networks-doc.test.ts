import { readFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import { expect, test } from 'vitest'
import { networks } from './index.ts'
import { networksDoc, networksTable } from './networks-doc.ts'

const manifests = [...networks.values()]
  .map(({ manifest }) => manifest)
  .sort((one, other) => one.label.localeCompare(other.label, 'en'))
const page = '../../../docs/networks.md'

async function formatted(text: string): Promise<string> {
  const config = await resolveConfig(new URL(page, import.meta.url))
  return format(text, { ...config, parser: 'markdown' })
}

test('every network is written down in docs/networks.md', async () => {
  await expect(await formatted(networksDoc(manifests))).toMatchFileSnapshot(page)
})

test('the README holds the same table', async () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  expect(readme).toContain(await formatted(networksTable(manifests)))
})
