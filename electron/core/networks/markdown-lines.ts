/**
 * Plain text as Markdown that reads the same. CommonMark joins lines that follow each other; two spaces at the end keep
 * them apart (spec.commonmark.org/0.31.2/#hard-line-breaks). Code, fenced or indented, is left as it is. Pure.
 */
export function keepLines(text: string): string {
  const lines = text.replace(/\r\n?/g, '\n').split('\n')
  let fence = ''
  return lines
    .map((line, index) => {
      const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1] ?? ''
      const isFence = mark !== '' && (fence === '' || mark.startsWith(fence))
      if (isFence) fence = fence === '' ? mark : ''
      const next = lines[index + 1] ?? ''
      const isCode = isFence || fence !== '' || /^(?: {4}|\t)/.test(line)
      const isJoined = line.trim() !== '' && next.trim() !== '' && !/ {2}$/.test(line)
      return isJoined && !isCode ? `${line}  ` : line
    })
    .join('\n')
}
