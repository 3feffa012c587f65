import { escapeHtml } from '../pieces.ts'

/** Markdown to the HTML that GitHub makes of it: as much of it as is written in the town. */
export function markdownHtml(markdown: string, origin: string): string {
  // Fences first: blank lines and signs inside of them are code.
  return markdown
    .replaceAll('\r\n', '\n')
    .split(/(^```\w*\n[^]*?\n```$)/m)
    .flatMap((part) =>
      part.startsWith('```')
        ? [codeHtml(part)]
        : part
            .split(/\n{2,}/)
            .filter((block) => block.trim() !== '')
            .map((block) => blockHtml(block.trim(), origin)),
    )
    .join('\n')
}

function codeHtml(fence: string): string {
  const code = fence.replace(/^```\w*\n/, '').replace(/\n```$/, '')
  return `<div class="highlight"><pre class="notranslate"><code>${escapeHtml(code)}\n</code></pre></div>`
}

function blockHtml(block: string, origin: string): string {
  const lines = block.split('\n')
  if (lines.every((line) => line.startsWith('>'))) {
    const said = lines.map((line) => line.replace(/^> ?/, '')).join('\n')
    return `<blockquote>\n<p dir="auto">${inline(said, origin)}</p>\n</blockquote>`
  }
  if (lines.every((line) => /^[-*] /.test(line)))
    return `<ul dir="auto">\n${lines.map((line) => `<li>${inline(line.slice(2), origin)}</li>`).join('\n')}\n</ul>`
  return `<p dir="auto">${inline(block, origin)}</p>`
}

function inline(text: string, origin: string): string {
  return text
    .split(/(`[^`]+`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 2
        ? `<code class="notranslate">${escapeHtml(part.slice(1, -1))}</code>`
        : words(part, origin),
    )
    .join('')
}

function words(text: string, origin: string): string {
  return escapeHtml(text)
    .replaceAll(/https?:\/\/[^\s<]*[^\s<.,;:!?)]/g, (url) => `<a href="${url}" rel="nofollow">${url}</a>`)
    .replaceAll(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>')
    .replaceAll(/(?<![\w/@])@([A-Za-z0-9][\w-]*(?:\/[\w-]+)?)/g, (whole, name: string) =>
      mentionHtml(whole, name, origin),
    )
    .replaceAll('\n', '<br>\n')
}

function mentionHtml(whole: string, name: string, origin: string): string {
  const kind = name.includes('/') ? 'team-mention' : 'user-mention'
  const path = name.includes('/') ? `orgs/${name.replace('/', '/teams/')}` : name
  return `<a class="${kind} notranslate" data-hovercard-type="user" href="${origin}/${path}">${whole}</a>`
}
