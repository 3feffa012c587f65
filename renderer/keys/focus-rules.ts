/** What has focus, as far as keys care. */
export type FocusKind = 'text' | 'control' | 'dialog' | 'page'

/** Parts of an element that decide; a DOM Element fits. */
export interface Focusable {
  tagName: string
  isContentEditable?: boolean
  getAttribute(name: string): string | null
  closest(selector: string): unknown
}

const notText = new Set(['button', 'checkbox', 'radio', 'range', 'color', 'file', 'submit', 'reset', 'image'])
const controlRoles = new Set([
  'button',
  'link',
  'separator',
  'slider',
  'tab',
  'radio',
  'checkbox',
  'switch',
  'menuitem',
  'option',
])

export function focusKind(target: Focusable | undefined): FocusKind {
  if (target === undefined) return 'page'
  const tag = target.tagName.toLowerCase()
  if (target.isContentEditable === true || tag === 'textarea' || tag === 'select') return 'text'
  if (tag === 'input')
    return notText.has(target.getAttribute('type') ?? 'text') ? inDialog(target, 'control') : 'text'
  const role = target.getAttribute('role')
  if (role === 'textbox' || role === 'combobox' || role === 'searchbox') return 'text'
  const control =
    tag === 'button' || tag === 'a' || tag === 'summary' || (role !== null && controlRoles.has(role))
  return inDialog(target, control ? 'control' : 'page')
}

function inDialog(target: Focusable, otherwise: FocusKind): FocusKind {
  // Looked at as a plain selector, so that menus and modals of any make count.
  return target.closest('[role="dialog"],[role="menu"],[role="alertdialog"]') === null ? otherwise : 'dialog'
}

const ownKeys = /^(Shift\+)?(Enter|Space|Home|End|Arrow(Up|Down|Left|Right))$/

/**
 * May a stroke be a command while this has focus? Tab never is one. Text fields keep every key but those of
 * commands made for fields; dialogs keep all; buttons and links keep the keys that work them.
 */
export function mayCommand(kind: FocusKind, stroke: string, inField: boolean): boolean {
  if (stroke === 'Tab' || stroke === 'Shift+Tab') return false
  if (kind === 'dialog') return false
  if (kind === 'text') return inField
  if (kind === 'control') return !ownKeys.test(stroke)
  return true
}
