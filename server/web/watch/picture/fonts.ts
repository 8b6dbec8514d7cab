import { fontFamily, forgetCuts } from '../../../../render/browser.ts'

/** A font that doesn't come must not keep the picture away. */
const patienceMs = 3000

/**
 * Settles when the fonts of the scene can be drawn with. Other scripts load when a name needs them;
 * text is measured once and remembered, so what was measured without its font is then forgotten.
 */
export async function sceneFonts(): Promise<void> {
  const loads = [400, 600, 800].map((weight) => document.fonts.load(`${weight} 16px ${fontFamily}`))
  const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
  await Promise.race([Promise.allSettled(loads), patience])
  document.fonts.onloadingdone = forgetCuts
  // 300 KB of rules for all the world's scripts can wait until there is a picture; each font comes when a name needs it.
  void import('../../look/world-fonts.css')
}
