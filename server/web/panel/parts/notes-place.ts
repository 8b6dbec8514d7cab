/** Narrower than this, the picture has no room for a sentence with its buttons. */
const leastWidth = 280
const leastHeight = 120

/** Within the edge of the picture, in CSS pixels. */
const margin = 8

/**
 * Where notes lie over nothing that is pressed: at the foot of the live picture, wherever somebody has moved it. Null where there is none
 * in sight; then they lie at the foot of the page.
 */
export function notesPlace(): Readonly<Record<'left' | 'bottom' | 'width', string>> | null {
  const picture = document.querySelector('#at-picture .widget-body, .stage-narrow .picture')
  if (picture === null) return null
  const { left, top, bottom, width, height } = picture.getBoundingClientRect()
  const drawer = document.querySelector('.drawer')?.getBoundingClientRect()
  const isCovered = drawer !== undefined && drawer.left < left + width
  const isInSight = top >= 0 && bottom <= innerHeight && width >= leastWidth && height >= leastHeight
  if (isCovered || !isInSight) return null
  const px = (value: number) => `${Math.round(value)}px`
  return { left: px(left + margin), bottom: px(innerHeight - bottom + margin), width: px(width - 2 * margin) }
}
