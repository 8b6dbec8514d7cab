import { useEffect, useRef } from 'preact/hooks'
import { useStore } from '../../store.ts'
import type { Sound, SoundState } from '../sound/sound.ts'

const labels: Record<SoundState, string> = {
  off: 'Turn sound on',
  starting: 'Starting sound',
  on: 'Turn sound off',
  // Browsers keep AudioWorklets from pages that came over plain http, other than from this very machine.
  failed: isSecureContext ? 'Sound failed' : 'Sound needs https',
}

export function SoundButton({ sound }: { sound: Sound }) {
  const state = useStore(sound.state)
  return (
    <button type="button" class="sound" data-state={state} disabled={state === 'failed'} onClick={() => sound.toggle()}>
      <Meter sound={sound} running={state === 'on'} />
      {labels[state]}
    </button>
  )
}

/** Shows that there is sound even where the loudspeaker is turned down. */
function Meter({ sound, running }: { sound: Sound; running: boolean }) {
  const meter = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const show = () => {
      const level = running ? sound.level() : 0
      meter.current?.style.setProperty('--level', String(Math.min(1, Math.sqrt(level))))
      meter.current?.setAttribute('data-level', level.toFixed(3))
    }
    show()
    if (!running) return undefined
    const timer = setInterval(show, 100)
    return () => clearInterval(timer)
  }, [sound, running])
  return <span ref={meter} class="meter" aria-hidden="true" />
}
