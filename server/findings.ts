import { styleText } from 'node:util'
import type { Finding, FindingState } from './doctor/finding.ts'

const bold = (text: string) => styleText('bold', text, { stream: process.stdout })
const quiet = (text: string) => styleText('dim', text, { stream: process.stdout })

const marks = { fine: ['✓', 'green'], absent: ['–', 'yellow'], lacking: ['✗', 'red'] } as const

const markOf = (state: FindingState) => {
  const [mark, colour] = marks[state]
  return styleText(colour, mark, { stream: process.stdout })
}

/** What the doctor found: one line a finding, its mark a sign as well as a colour. */
export function findingsText(findings: readonly Finding[]): string {
  const lines = findings.map(({ about, state, text }, index) => {
    const name = findings[index - 1]?.about === about ? '' : about
    return `  ${quiet(name.padEnd(11))}${markOf(state)} ${text}`
  })
  const legend = `${markOf('fine')} fine   ${markOf('absent')} some shows would like it   ${markOf('lacking')} no show without it`
  return [
    '',
    `  ${bold('Chat Arcade')} has looked at this machine`,
    '',
    ...lines,
    '',
    `  ${quiet(legend)}`,
    `  ${bold(verdict(findings))}`,
    '',
    '',
  ].join('\n')
}

function verdict(findings: readonly Finding[]): string {
  const lacking = findings.filter(({ state }) => state === 'lacking').length
  if (lacking === 0) return 'A show can start here.'
  return `${lacking === 1 ? 'One thing is' : `${lacking} things are`} lacking.`
}
