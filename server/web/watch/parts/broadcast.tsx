import { useState } from 'preact/hooks'

const sheets = 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3'
const tick = 'M2.5 8.5l3.5 3.5l7.5-8'

/** The way to the encoded broadcast: a link for browsers and phones that play HLS, an address for every other player. */
export function Broadcast({ address }: { address: string }) {
  const [copied, setCopied] = useState(false)
  const url = new URL(address, location.href).href
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url)
      setCopied(true)
      setTimeout(() => setCopied(false), 3000)
    } catch {
      // No clipboard without https, or without the person's leave: then the address is shown, ready to be copied by hand.
      window.prompt('Copy this address into your player, for example VLC:', url)
    }
  }
  return (
    <span class="broadcast">
      <a href={url}>Watch the broadcast</a>
      <button type="button" class="small" onClick={() => void copy()} title="For VLC or any other player">
        <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
          <path d={copied ? tick : sheets} fill="none" stroke="currentColor" stroke-width="1.75" />
        </svg>
        <span class="copy-label" aria-live="polite">
          {copied ? 'Copied' : 'Copy link'}
        </span>
      </button>
    </span>
  )
}
