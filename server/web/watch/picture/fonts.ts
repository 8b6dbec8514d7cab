import { fontFamily, forgetCuts } from '../../../../render/browser.ts'
// oxlint-disable-next-line import/default -- Vite makes this module; its default is the address of the built rules
import worldFonts from '../../look/world-fonts.css?url'

/** A font that doesn't come must not keep the picture away. */
const patienceMs = 3000

const worldAfterMs = 500

/**
 * Settles when the fonts of the scene can be drawn with. Other scripts load when a name needs them;
 * text is measured once and remembered, so what was measured without its font is then forgotten.
 */
export async function sceneFonts(): Promise<void> {
  const loads = [400, 600, 800].map((weight) => document.fonts.load(`${weight} 16px ${fontFamily}`))
  const patience = new Promise((resolve) => setTimeout(resolve, patienceMs))
  await Promise.race([Promise.allSettled(loads), patience])
  document.fonts.onloadingdone = forgetCuts
  setTimeout(loadWorldFonts, worldAfterMs)
}

/** 300 KB of rules for all the world's scripts can wait until there is a picture; each font comes when a name needs it. */
function loadWorldFonts(): void {
  if (document.querySelector(`link[href="${worldFonts}"]`)) return
  const link = document.createElement('link')
  Object.assign(link, { rel: 'stylesheet', href: worldFonts })
  // Tried again at the next connection: the server may be the reason.
  link.onerror = () => link.remove()
  document.head.append(link)
}
