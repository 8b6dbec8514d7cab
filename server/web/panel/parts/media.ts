import { useEffect, useState } from 'preact/hooks'

/** Whether a media query holds, also when that changes. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches)
  useEffect(() => {
    const list = matchMedia(query)
    const follow = () => setMatches(list.matches)
    follow()
    list.addEventListener('change', follow)
    return () => list.removeEventListener('change', follow)
  }, [query])
  return matches
}

/** Where a phone’s layout begins; the style sheets have the same number. */
export const useNarrow = (): boolean => useMedia('(width <= 800px)')
