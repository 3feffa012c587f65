import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core'
import { dark, light, type Palette } from './palette.ts'

/** Ten steps of the one accent, light to dark; step 7 acts on light, step 3 on dark. */
const teal: MantineColorsTuple = [
  '#e2f0ee',
  '#c9e4e1',
  '#9fd3ce',
  '#6cc5bd',
  '#45a9a1',
  '#2f8d87',
  '#267d78',
  '#1f6f6b',
  '#185854',
  '#10403d',
]

/** Warm greys for Mantine's dark surfaces: text first, deepest last. */
const warmDark: MantineColorsTuple = [
  dark.ink,
  '#cfcabf',
  dark.ink2,
  dark.ink3,
  '#4a463e',
  dark.line,
  dark.card,
  dark.pane,
  dark.bg,
  '#121110',
]

const warmGrey: MantineColorsTuple = [
  light.pane,
  light.bg,
  '#eeeae3',
  light.line,
  '#d8d2c6',
  '#b5ae9f',
  '#8f8878',
  light.ink3,
  light.ink2,
  light.ink,
]

const brick: MantineColorsTuple = [
  '#fbeae8',
  '#f3cfca',
  '#f6b3a9',
  '#ff8f80',
  '#e06c5d',
  '#c94a3d',
  '#bd4034',
  '#b3372b',
  '#8f2b22',
  '#6d2019',
]

/** Mantine in the clothes of Earshot: hairlines instead of shadows, one accent, small radii, short motion. */
export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 3 },
  colors: { teal, dark: warmDark, gray: warmGrey, red: brick },
  black: light.ink,
  white: light.card,
  autoContrast: true,
  luminanceThreshold: 0.25,
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '11.5px', sm: '13px', md: '13.5px', lg: '14.5px', xl: '16px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.4' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '20px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '7px', lg: '10px', xl: '14px' },
  defaultRadius: 'md',
  headings: { fontWeight: '600' },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Mantine chooses the text of filled parts for the light shade alone; these follow the theme.
  variantColorResolver: (input) => {
    const colors = defaultVariantColorsResolver(input)
    return input.variant === 'filled' ? { ...colors, color: 'var(--on-accent)' } : colors
  },
  components: {
    Modal: {
      // A dialog that fades in is drawn a frame after the key that opened it, and the next key would miss it.
      defaultProps: { transitionProps: { duration: 0 }, overlayProps: { backgroundOpacity: 0.35 } },
      styles: {
        content: { background: 'var(--card)' },
        header: { background: 'var(--card)' },
        title: { fontSize: 15, fontWeight: 600 },
      },
    },
    Menu: { defaultProps: { transitionProps: { duration: 80 } } },
    Popover: { defaultProps: { transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } },
    Select: { defaultProps: { comboboxProps: { transitionProps: { duration: 80 } } } },
    Button: { defaultProps: { size: 'sm' }, styles: { root: { fontWeight: 600 } } },
  },
})

/** The palette as CSS variables: `--ink2`, `--accent-bg`, … in both themes. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...variables(light), ...mantineVariables(light) },
  dark: { ...variables(dark), ...mantineVariables(dark) },
})

function variables(palette: Palette): Record<string, string> {
  return Object.fromEntries(
    Object.entries(palette).map(([name, value]: [string, string]) => [`--${kebab(name)}`, value]),
  )
}

function mantineVariables(palette: Palette): Record<string, string> {
  return {
    '--mantine-color-body': palette.bg,
    '--mantine-color-text': palette.ink,
    '--mantine-color-dimmed': palette.ink2,
    '--mantine-color-placeholder': palette.ink3,
    '--mantine-color-error': palette.late,
    '--mantine-color-anchor': palette.accent,
    '--mantine-color-default': palette.card,
    '--mantine-color-default-color': palette.ink,
    '--mantine-color-default-border': palette.line,
    '--mantine-color-default-hover': palette.sel,
  }
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
