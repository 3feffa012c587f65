import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { at } from './testing.ts'

test('the program prints one line that says where it is, serves, and goes when told', async () => {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./main.ts', import.meta.url)), '--live'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line]: unknown[] = await once(createInterface({ input: child.stdout }), 'line')
  const told: unknown = JSON.parse(String(line))
  const headers = { authorization: `Bearer ${String(at(told, 'tokens', 0))}` }
  const me = await fetch(`${String(at(told, 'url'))}/api/v1/accounts/verify_credentials`, { headers })
  expect(at(await me.json(), 'username')).toBe('crumb')
  child.kill('SIGTERM')
  const [code]: unknown[] = await once(child, 'exit')
  expect(code).toBe(0)
}, 20_000)
