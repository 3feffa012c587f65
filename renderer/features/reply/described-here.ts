/**
 * Mantine puts its own descriptions in the place of ours, unless it is told not to. Its Textarea passes this on, and
 * leaves it out of its types.
 */
export const describedHere = { withAria: false }
