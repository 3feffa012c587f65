import { keyLabel } from './key-label.ts'
import { commandIds, entryOf, groups } from './keymap.ts'

/** docs/keyboard.md, written from the keymap. */
export function keyboardDoc(): string {
  const parts = groups.map((group) => {
    const lines = commandIds
      .map((id) => ({ id, entry: entryOf(id) }))
      .filter(({ entry }) => entry.group === group)
      .map(({ id, entry }) => `| ${entry.name} | ${caps(entry.keys)} | \`${id}\` |`)
    return [`## ${group}`, '', '| Act | Keys | Command |', '| --- | --- | --- |', ...lines].join('\n')
  })
  return `${[head, ...parts].join('\n\n')}\n`
}

const head = `# Keys

This page is written from \`renderer/keys/keymap.ts\`; a test fails when it is out of date. Write it again with
\`npx vitest run renderer/keys -u\`.

\`Ctrl\` is Command on a Mac. Keys with a space between them are pressed one after the other. Commands without a key are found in the palette
(\`Ctrl K\`).

Rules, each held by a test:

1. No plain letter works while a text field or an input method has focus. Esc leaves the field and keeps what was written.
2. No plain letter publishes anything.
3. An act is done to everything that is ticked, else to what is selected; its toast names it, and \`z\` takes it back.
4. \`z\` is never snooze, \`b\` is free, and \`t\`, \`l\` and \`f\` never publish.
5. A key is what the keyboard produces, not where it lies; every symbol has a letter, a sequence or the palette beside it.
6. Tab is never taken: it moves focus.
7. Keys that repeat act once for every press, however fast they come.`

function caps(keys: readonly string[]): string {
  return keys.map((one) => `\`${keyLabel(one, false).replace('|', '\\|')}\``).join(' ')
}
