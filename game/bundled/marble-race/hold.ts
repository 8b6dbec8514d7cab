/** Ticks of a run before the doors of the pen open: a breath, then three, two, one. */
export const holdTicks = 105
