import { expect, onTestFinished } from 'vitest'
import { fakeNetwork, mention, type FakeNetwork } from '#core/testing/fake-network'
import { saturdayMs } from '#demo/testing'
import { startTown, type Town } from '#demo/town'
import { openTerminal, type Terminal, type TerminalOptions } from './terminal.ts'

/*
 * Opened for one test, on a Saturday in the town, and closed at its end.
 */

export function terminal(given: TerminalOptions = {}): Terminal {
  const opened = openTerminal({ nowMs: saturdayMs, ...given })
  onTestFinished(() => opened.close())
  return opened
}

export async function town(options: Parameters<typeof startTown>[0] = {}): Promise<Town> {
  const started = await startTown({ nowMs: saturdayMs, ...options })
  onTestFinished(() => started.close())
  return started
}

/** A terminal with one account of the fake network, and what it heard. */
export async function signedIn(
  ...texts: string[]
): Promise<{ at: Terminal; network: FakeNetwork; ids: number[] }> {
  const network = fakeNetwork()
  const at = terminal({ networks: [network] })
  expect(
    (await at.run(['accounts', 'add', 'fake', '--host', 'https://here', '--token-stdin'], 'good\n')).code,
  ).toBe(0)
  network.script.push({ items: texts.map((text) => mention({ text })) })
  const heard = await at.run(['listen', '--once', '--json'])
  expect(heard.code).toBe(0)
  return { at, network, ids: heard.records.map((record) => Number(record['id'])) }
}
