const key = 'chatarcade-name'

/** As long as the longest name on Twitch. */
export const maxNameLength = 25

/** The name this browser chose before, or a new guest's. */
export function readName(): string {
  return storage()?.getItem(key) || `guest-${1000 + Math.floor(Math.random() * 9000)}`
}

export function keepName(name: string): void {
  storage()?.setItem(key, name)
}

/** Null where the person has forbidden storage: merely naming it throws there. */
function storage(): Storage | null {
  try {
    return localStorage
  } catch {
    return null
  }
}
