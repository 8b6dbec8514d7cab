import { allRights, rights, roles, type Right } from '../../../auth/rights.ts'
import type { Desk } from '../desk.ts'

/** What each right allows, as the docs have it. */
const allows: Readonly<Record<Right, string>> = {
  'numbers.read': 'see the figures of the show',
  'chat.read': 'read the live chat, and what became of each message',
  'log.read': 'see who did what',
  'chat.moderate': 'time out, delete, take back ballots, notes, blocked terms',
  'votes.run': 'veto, skip, extend, close, force, polls, mode and quorum',
  'show.panic': 'panic, and the way back',
  'show.direct': 'pause, mute, slates, roll back, switch the game, announce',
  'stream.run': 'start and stop the stream',
  'stream.outputs': 'add, change and remove outputs',
  'media.manage': 'upload, use and remove media',
  'settings.write': 'change, export and import settings',
  'webhooks.manage': 'tell other programs of events',
  'tokens.own': 'make tokens for programs',
  'accounts.manage': 'invite, change and remove accounts that may do less',
}

/** The very table that the server judges by. */
export function Roles({ desk }: { desk: Desk }) {
  const own = desk.session.who?.role
  return (
    <section class="card table-card" aria-label="Roles">
      <table class="roles">
        <thead>
          <tr>
            <th scope="col">May</th>
            {roles.map((role) => (
              <th key={role} scope="col" class={role === own ? 'own' : ''}>
                {role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {allRights.map((right) => (
            <tr key={right}>
              <th scope="row">
                {allows[right]} <span class="quiet">{right}</span>
              </th>
              {roles.map((role) => {
                const may = (rights[role] as readonly Right[]).includes(right)
                return (
                  <td key={role} class={role === own ? 'own' : ''}>
                    <span aria-label={may ? 'yes' : 'no'}>{may ? '✓' : '·'}</span>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
