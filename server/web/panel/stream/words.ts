import type { OutputView } from '../shapes.ts'

type Kind = 'good' | 'waiting' | 'bad' | 'off'

/** How an output fares, in a word and a mark. */
export function stateOf({ isOn, status }: OutputView): { readonly word: string; readonly kind: Kind } {
  if (!isOn || status === null) return { word: 'off', kind: 'off' }
  if (status.state === 'live')
    return status.isCongested ? { word: 'slow network', kind: 'bad' } : { word: 'live', kind: 'good' }
  if (status.state === 'recovering') return { word: 'recovering', kind: 'bad' }
  if (status.state === 'closed') return { word: 'closed', kind: 'off' }
  return { word: status.state, kind: 'waiting' }
}

export const kbps = (value: number | null | undefined): string =>
  value === null || value === undefined ? '–' : `${Math.round(value).toLocaleString('en')} kbit/s`
