/**
 * Every command of the window: its name, where it is listed, and its keys. Pure data: the listener,
 * the palette, the help screen and docs/keyboard.md are all made from it.
 *
 * A key is `mod+Shift+Enter`, a plain `j`, or a sequence `g i`. `mod` is Command on a Mac and Control
 * elsewhere. Letters are written small; other characters as the keyboard produces them (`?`, `[`), so
 * that they work on every layout.
 */
export interface KeymapEntry {
  name: string
  group: Group
  keys: readonly string[]
  /** Works while a text field has focus. */
  inField?: boolean
  /** Acts again while the key is held down. */
  repeats?: boolean
  /** Commands in different places may share a key; the place that is in front answers. */
  place?: 'list' | 'conversation' | 'reply' | 'outbox'
  /** Shown to everybody who reads what it makes: must have Shift, mod, or a composer of its own. */
  publishes?: boolean
}

export const groups = [
  'Move',
  'Triage',
  'Select',
  'Answer',
  'Conversation',
  'Go to',
  'Listen',
  'Lanes and search',
  'Window',
] as const
export type Group = (typeof groups)[number]

export const keymap = {
  'list.next': { name: 'Next conversation', group: 'Move', keys: ['j', 'ArrowDown'], repeats: true },
  'list.previous': { name: 'Previous conversation', group: 'Move', keys: ['k', 'ArrowUp'], repeats: true },
  'list.first': { name: 'First conversation', group: 'Move', keys: ['g g', 'Home'] },
  'list.last': { name: 'Last conversation heard so far', group: 'Move', keys: ['Shift+g', 'End'] },
  'list.pageDown': { name: 'A screen down', group: 'Move', keys: ['PageDown'], repeats: true, place: 'list' },
  'list.pageUp': { name: 'A screen up', group: 'Move', keys: ['PageUp'], repeats: true, place: 'list' },
  'conversation.open': { name: 'Into the conversation', group: 'Move', keys: ['Enter', 'o'], place: 'list' },
  leave: {
    name: 'Leave: field, conversation, search, selection',
    group: 'Move',
    keys: ['Escape'],
    inField: true,
  },
  'conversation.close': { name: 'Back to the list', group: 'Move', keys: ['u'] },
  'item.next': { name: 'Next post in the thread', group: 'Move', keys: ['n'], repeats: true },
  'item.previous': { name: 'Previous post in the thread', group: 'Move', keys: ['p'], repeats: true },
  'list.showNew': { name: 'Show what is new', group: 'Move', keys: ['.'] },

  'triage.done': { name: 'Done', group: 'Triage', keys: ['e'], repeats: true },
  'triage.reopen': { name: 'Open again', group: 'Triage', keys: ['Shift+e'], repeats: true },
  'triage.snooze': { name: 'Snooze …', group: 'Triage', keys: ['h'] },
  'triage.wait': { name: 'Wait for them', group: 'Triage', keys: ['w'], repeats: true },
  'triage.save': { name: 'Save, or save no longer', group: 'Triage', keys: ['s'] },
  'triage.irrelevant': { name: 'Not for us', group: 'Triage', keys: ['d', '!'], repeats: true },
  'triage.mute': { name: 'Mute …', group: 'Triage', keys: ['m'] },
  'triage.label': { name: 'Label …', group: 'Triage', keys: ['l'] },
  'triage.undo': { name: 'Undo', group: 'Triage', keys: ['z', 'mod+z'], repeats: true },

  'select.toggle': { name: 'Tick or untick', group: 'Select', keys: ['x'] },
  'select.extendDown': {
    name: 'Tick downwards',
    group: 'Select',
    keys: ['Shift+j', 'Shift+ArrowDown'],
    repeats: true,
  },
  'select.extendUp': {
    name: 'Tick upwards',
    group: 'Select',
    keys: ['Shift+k', 'Shift+ArrowUp'],
    repeats: true,
  },
  'select.all': { name: 'Tick everything in this view', group: 'Select', keys: ['mod+a'] },
  'select.none': { name: 'Untick everything', group: 'Select', keys: [] },

  'reply.start': { name: 'Answer', group: 'Answer', keys: ['r'] },
  'reply.all': { name: 'Answer all who take part', group: 'Answer', keys: ['a'] },
  'reply.send': {
    name: 'Send',
    group: 'Answer',
    keys: ['mod+Enter'],
    inField: true,
    place: 'reply',
    publishes: true,
  },
  'reply.sendDone': {
    name: 'Send and done',
    group: 'Answer',
    keys: ['mod+Shift+Enter'],
    inField: true,
    place: 'reply',
    publishes: true,
  },
  'reply.purpose': { name: 'Say why you speak', group: 'Answer', keys: ['i'] },
  'post.write': { name: 'Write a post …', group: 'Answer', keys: [] },
  'reply.takeBack': { name: 'Take back what was just sent', group: 'Answer', keys: ['Shift+z'] },

  'item.like': { name: 'Like, or like no longer', group: 'Conversation', keys: ['Shift+l'], publishes: true },
  'item.acts': { name: 'What can be done to this post …', group: 'Conversation', keys: ['Shift+a'] },
  'conversation.fetch': { name: 'Fetch what is missing', group: 'Conversation', keys: ['g f'] },
  'conversation.unfold': { name: 'Show or fold what a warning covers', group: 'Conversation', keys: ['v'] },
  'conversation.why': { name: 'Why is this here?', group: 'Conversation', keys: ['y'] },
  'conversation.person': { name: 'Person panel', group: 'Conversation', keys: ['Shift+p'] },
  'person.mark': { name: 'Mark this person, or mark no longer', group: 'Conversation', keys: ['Shift+v'] },
  'conversation.note': { name: 'Note', group: 'Conversation', keys: ['Shift+n'] },
  'conversation.original': {
    name: 'Open the original in the browser',
    group: 'Conversation',
    keys: ['Shift+o'],
  },

  'lane.next': { name: 'Next lane', group: 'Go to', keys: [']'], repeats: true },
  'lane.previous': { name: 'Previous lane', group: 'Go to', keys: ['['], repeats: true },
  'lane.1': { name: 'Lane 1', group: 'Go to', keys: ['1'] },
  'lane.2': { name: 'Lane 2', group: 'Go to', keys: ['2'] },
  'lane.3': { name: 'Lane 3', group: 'Go to', keys: ['3'] },
  'lane.4': { name: 'Lane 4', group: 'Go to', keys: ['4'] },
  'lane.5': { name: 'Lane 5', group: 'Go to', keys: ['5'] },
  'lane.6': { name: 'Lane 6', group: 'Go to', keys: ['6'] },
  'lane.7': { name: 'Lane 7', group: 'Go to', keys: ['7'] },
  'lane.8': { name: 'Lane 8', group: 'Go to', keys: ['8'] },
  'lane.9': { name: 'Lane 9', group: 'Go to', keys: ['9'] },
  'lane.own.1': { name: 'Lane 1 of yours', group: 'Go to', keys: ['g 1'] },
  'lane.own.2': { name: 'Lane 2 of yours', group: 'Go to', keys: ['g 2'] },
  'lane.own.3': { name: 'Lane 3 of yours', group: 'Go to', keys: ['g 3'] },
  'lane.own.4': { name: 'Lane 4 of yours', group: 'Go to', keys: ['g 4'] },
  'lane.own.5': { name: 'Lane 5 of yours', group: 'Go to', keys: ['g 5'] },
  'lane.own.6': { name: 'Lane 6 of yours', group: 'Go to', keys: ['g 6'] },
  'lane.own.7': { name: 'Lane 7 of yours', group: 'Go to', keys: ['g 7'] },
  'lane.own.8': { name: 'Lane 8 of yours', group: 'Go to', keys: ['g 8'] },
  'lane.own.9': { name: 'Lane 9 of yours', group: 'Go to', keys: ['g 9'] },
  'go.inbox': { name: 'Needs an answer', group: 'Go to', keys: ['g i'] },
  'go.waiting': { name: 'Waiting for them', group: 'Go to', keys: ['g w'] },
  'go.snoozed': { name: 'Snoozed', group: 'Go to', keys: ['g h'] },
  'go.saved': { name: 'Saved', group: 'Go to', keys: ['g s'] },
  'go.done': { name: 'Done', group: 'Go to', keys: ['g e'] },
  'go.catchUp': { name: 'Catch up: what was heard since you left', group: 'Go to', keys: ['g u'] },
  'catchUp.end': { name: 'End the catch-up here', group: 'Go to', keys: [] },
  'go.outbox': { name: 'Outbox', group: 'Go to', keys: ['g o'] },
  'go.goals': { name: 'Goals', group: 'Go to', keys: ['g m'] },
  'go.streams': { name: 'Streams', group: 'Go to', keys: ['g k'] },
  'go.accounts': { name: 'Accounts', group: 'Go to', keys: ['g a'] },
  'go.archives': { name: 'Archives', group: 'Go to', keys: ['g v'] },
  'go.settings': { name: 'Settings', group: 'Go to', keys: ['g ,', 'mod+,'] },

  'stream.add': { name: 'Listen to something new …', group: 'Listen', keys: [] },
  'rule.add': { name: 'Listen for words …', group: 'Listen', keys: ['g r'] },
  'mute.list': { name: 'What is muted', group: 'Listen', keys: [] },
  'archive.import': { name: 'Import an archive …', group: 'Listen', keys: [] },
  'account.add': { name: 'Sign in to a network …', group: 'Listen', keys: [] },
  'stream.refresh': { name: 'Ask the networks now', group: 'Listen', keys: ['Shift+r'] },
  'health.act': { name: 'Mend what the top line says', group: 'Listen', keys: ['Shift+h'] },

  'goal.add': { name: 'New goal …', group: 'Lanes and search', keys: [] },
  'lane.add': { name: 'New lane …', group: 'Lanes and search', keys: [] },
  'lane.edit': { name: 'Edit this lane …', group: 'Lanes and search', keys: ['g l'] },
  'lane.up': { name: 'Move this lane up', group: 'Lanes and search', keys: ['Alt+ArrowUp'] },
  'lane.down': { name: 'Move this lane down', group: 'Lanes and search', keys: ['Alt+ArrowDown'] },
  'search.keep': {
    name: 'Keep this search as a lane …',
    group: 'Lanes and search',
    keys: ['mod+s'],
    inField: true,
  },
  'search.listen': {
    name: 'Listen for this …',
    group: 'Lanes and search',
    keys: ['mod+l'],
    inField: true,
  },
  'query.fix': {
    name: 'Do what the line below the query suggests',
    group: 'Lanes and search',
    keys: ['mod+.'],
    inField: true,
  },

  'search.focus': { name: 'Search', group: 'Lanes and search', keys: ['/', 'mod+f'] },
  'palette.open': { name: 'All commands', group: 'Window', keys: ['mod+k'], inField: true },
  'help.open': { name: 'All keys', group: 'Window', keys: ['?'] },
  'theme.next': { name: 'Light, dark, or as the system', group: 'Window', keys: [] },
  'panes.reset': { name: 'Panes as at first', group: 'Window', keys: [] },
} as const satisfies Record<string, KeymapEntry>

export type CommandId = keyof typeof keymap

export const commandIds = Object.keys(keymap) as CommandId[] // The object's own keys, and no others, are its type.

/** The entry of a command, with the optional parts that the literal type hides. */
export function entryOf(id: CommandId): KeymapEntry {
  return keymap[id]
}

/** True for a name that is a command: menu entries come from main as plain text. */
export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(keymap, id)
}
