import type { Desk, Person } from '../desk.ts'
import type { Message } from '../shapes.ts'
import { duration } from '../when.ts'

/** Sends somebody out of the game. @param seconds null for good */
export function ban(desk: Desk, { userId, name }: Person, seconds: number | null, reason: string): Promise<boolean> {
  const said = seconds === null ? `${name} is out for good` : `${name} is out for ${duration(seconds)}`
  return desk.act('/api/people/ban', { userId, name: name.slice(0, 100), seconds, reason }, said)
}

export const lift = (desk: Desk, { userId, name }: Person) =>
  void desk.act('/api/people/lift', { userId }, `${name} may play again`)

export const withdraw = (desk: Desk, { userId, name }: Person) =>
  void desk.act('/api/people/withdraw', { userId }, `The ballots of ${name} are taken back`)

export function deleteMessage(desk: Desk, { source, id }: Message): void {
  if (id === null) desk.tell('This message has no number in its chat, so it can’t be deleted.', true)
  else void desk.act('/api/chat/delete', { source, messageId: id }, 'Deleted')
}
