/** What is seen of the console's 256 × 240 pixels: a television hides eight at each side. */
export const screenWidth = 240
export const screenHeight = 224
export const hiddenEdge = 8

/** The picture is sent in strips of so many rows, each by itself. */
export const stripRows = 16
export const stripPixels = screenWidth * stripRows
export const strips = screenHeight / stripRows

/** The colour number of black, which the screen is before anything is on it. */
export const black = 0x0f
