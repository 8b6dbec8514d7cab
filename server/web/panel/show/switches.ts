import type { Desk } from '../desk.ts'

/** The calm picture and silence; pressed again, the game. Always one act, so that one key is enough. */
export function panicSwitch(desk: Desk): void {
  const isUp = desk.live.control.get()?.slate === 'panic'
  if (isUp) void desk.act('/api/show/panic/end', {}, 'The game is seen again')
  else void desk.act('/api/show/panic', {}, 'Panic: a calm picture, and silence')
}

export function pauseSwitch(desk: Desk): void {
  const isPaused = !(desk.live.control.get()?.isPaused ?? false)
  void desk.act('/api/show/pause', { isPaused }, isPaused ? 'Paused: the game stands still' : 'The game goes on')
}
