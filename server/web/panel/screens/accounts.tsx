import { useState } from 'preact/hooks'
import { Invitations } from '../accounts/invitations.tsx'
import { Logins } from '../accounts/logins.tsx'
import { Password } from '../accounts/password.tsx'
import { People } from '../accounts/people.tsx'
import { Roles } from '../accounts/roles.tsx'
import { SecondFactor } from '../accounts/totp.tsx'
import { Tokens } from '../accounts/tokens.tsx'
import { Webhooks } from '../accounts/webhooks.tsx'
import type { Desk } from '../desk.ts'
import { Choices } from '../parts/field.tsx'

type Part = 'own' | 'people' | 'roles' | 'tokens' | 'webhooks'

const parts: readonly (readonly [Part, string, string])[] = [
  ['own', 'Your account', 'chat.read'],
  ['people', 'People', 'accounts.manage'],
  ['roles', 'Roles', 'chat.read'],
  ['tokens', 'Tokens', 'tokens.own'],
  ['webhooks', 'Webhooks', 'webhooks.manage'],
]

/** One’s own account, and, for who may, those of others and of programs. */
export function Accounts({ desk }: { desk: Desk }) {
  const [part, setPart] = useState<Part>('own')
  const seen = parts.filter(([, , right]) => desk.may(right)).map(([id, title]) => [id, title] as const)
  return (
    <div class="page">
      <div class="page-head">
        <h2>Accounts</h2>
        <Choices label="Part" value={part} choices={seen} change={setPart} />
      </div>
      {part === 'own' && (
        <div class="cards">
          <Password desk={desk} />
          <SecondFactor desk={desk} />
          <Logins desk={desk} />
        </div>
      )}
      {part === 'people' && (
        <div class="stack">
          <Invitations desk={desk} />
          <People desk={desk} />
        </div>
      )}
      {part === 'roles' && <Roles desk={desk} />}
      {part === 'tokens' && <Tokens desk={desk} />}
      {part === 'webhooks' && <Webhooks desk={desk} />}
    </div>
  )
}
