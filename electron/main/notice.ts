/** What is shown in place of the window's program when core cannot open its store. */
export interface Notice {
  title: string
  words: string
}

/** A page without scripts. Pure. */
export function noticePage({ title, words }: Notice): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="color-scheme" content="light dark" />
    <title>Earshot</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; margin: 15vh auto 0; max-width: 34em; padding: 0 2em; }
      h1 { font-size: 1.3em; }
    </style>
  </head>
  <body>
    <main role="alert">
      <h1>${escaped(title)}</h1>
      <p>${escaped(words)}</p>
      <p>Close this window when you have read it.</p>
    </main>
  </body>
</html>
`
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${String(char.charCodeAt(0))};`)
}
