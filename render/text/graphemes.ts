const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** The graphemes of a text that end within its first `maxUnits` UTF-16 units. */
export function graphemesOf(text: string, maxUnits = Infinity): string[] {
  const parts: string[] = []
  for (const { segment, index } of segmenter.segment(text.slice(0, maxUnits + 1)))
    if (index + segment.length <= maxUnits) parts.push(segment)
  return parts
}
