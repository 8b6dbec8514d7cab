/** Outlines on a grid of 16, drawn here so that they look the same everywhere. */
const outlines = {
  close: 'M4 4l8 8M12 4l-8 8',
  clock: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M8 5v3l2 1.5',
  bin: 'M3 4.5h10M6.5 4V2.5h3V4M4.5 4.5l.6 9h5.8l.6-9M6.7 7v4M9.3 7v4',
  back: 'M6 4L3 7l3 3M3 7h6.5a3.5 3.5 0 0 1 0 7H7',
  person: 'M8 8a2.5 2.5 0 1 0 0-5a2.5 2.5 0 1 0 0 5M3 13.5c.5-2.5 2.5-4 5-4s4.5 1.5 5 4',
  move: 'M6 3v.01M10 3v.01M6 8v.01M10 8v.01M6 13v.01M10 13v.01',
  corner: 'M13 6v7H6M13 10v3h-3',
  forbid: 'M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11M4.2 4.2l7.6 7.6',
} as const

/** A picture beside words or within a button that has a label; never read out. */
export function Icon({ name }: { name: keyof typeof outlines }) {
  return (
    <svg class="glyph" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={outlines[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={name === 'move' ? 2 : 1.4}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  )
}
