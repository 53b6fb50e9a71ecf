import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver } from '@mantine/core';

/** Neutral surfaces, one accent, three text sizes: xs for what explains, sm for what is read, lg for headings. */
export const theme = createTheme({
  primaryColor: 'indigo',
  primaryShade: { light: 7, dark: 8 },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1.125rem', xl: '1.125rem' },
});

/** Mantine's own dimmed, error and placeholder tones miss the 4.5:1 contrast of WCAG AA; these keep it. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': 'var(--mantine-color-white)',
    '--mantine-color-dimmed': 'var(--mantine-color-gray-7)',
    '--mantine-color-placeholder': 'var(--mantine-color-gray-6)',
    '--mantine-color-error': 'var(--mantine-color-red-9)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-8)',
    '--app-canvas': 'var(--mantine-color-gray-0)',
    '--app-line': 'var(--mantine-color-gray-3)',
    '--app-hover': 'var(--mantine-color-gray-0)',
    '--app-good': '#1e7031',
    '--app-bad': 'var(--mantine-color-red-9)',
    '--app-unsure': '#9a4d00',
    '--app-open': 'var(--mantine-color-gray-7)',
  },
  dark: {
    '--mantine-color-body': '#1b1c1e',
    '--mantine-color-dimmed': '#a6a7ab',
    '--mantine-color-placeholder': '#8b8d93',
    '--mantine-color-error': 'var(--mantine-color-red-4)',
    '--mantine-color-anchor': 'var(--mantine-color-indigo-3)',
    '--app-canvas': '#141517',
    '--app-line': '#34363a',
    '--app-hover': '#212225',
    '--app-good': 'var(--mantine-color-green-4)',
    '--app-bad': 'var(--mantine-color-red-4)',
    '--app-unsure': 'var(--mantine-color-orange-4)',
    '--app-open': '#a6a7ab',
  },
});
