#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

// The command line. SQLite needs a newer Node than a system may have, so it runs under the one that npm installed here.
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..')
const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
const node = existsSync(ownNode) ? ownNode : process.execPath
const child = spawn(node, [join(root, 'scripts', 'earshot.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
})
// It ends in order, and this ends after it. From a terminal Ctrl-C reaches both by itself, and twice would mean at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
  })
}
child.on('error', (error) => {
  console.error(`Earshot could not be started: ${error.message}. Run npm ci first.`)
  process.exitCode = 1
})
child.on('close', (code, signal) => {
  process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
})
