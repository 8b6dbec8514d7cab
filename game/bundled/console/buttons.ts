/** The pad's buttons, the lowest bit first, as the emulator numbers them. */
export const buttons = ['a', 'b', 'select', 'start', 'up', 'down', 'left', 'right'] as const
export type Button = (typeof buttons)[number]

export const bitOf = (button: Button) => 1 << buttons.indexOf(button)
