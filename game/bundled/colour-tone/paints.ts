/**
 * What each colour word paints: the field, and the ink that is drawn on it.
 * Every pair has a contrast of at least 4.5 : 1 (WCAG 2.2, 1.4.3), so the pitch can be read on any of them.
 */
export const paints: Readonly<Record<string, { field: string; ink: string }>> = {
  midnight: { field: '#10131f', ink: '#ffffff' },
  red: { field: '#d62828', ink: '#ffffff' },
  orange: { field: '#f77f00', ink: '#10131f' },
  yellow: { field: '#ffd60a', ink: '#10131f' },
  green: { field: '#2a9d3f', ink: '#10131f' },
  cyan: { field: '#22c7d6', ink: '#10131f' },
  blue: { field: '#1d4ed8', ink: '#ffffff' },
  purple: { field: '#7b2cbf', ink: '#ffffff' },
  pink: { field: '#ff5fa2', ink: '#10131f' },
  white: { field: '#f4f4f0', ink: '#10131f' },
  black: { field: '#000000', ink: '#ffffff' },
}
