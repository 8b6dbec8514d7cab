import { useState } from 'preact/hooks'
import type { Desk } from '../desk.ts'
import { Chart } from '../numbers/chart.tsx'
import { charts, type Row } from '../numbers/charts.ts'
import { Choices } from '../parts/field.tsx'
import { useFetched } from '../parts/fetched.ts'

const spans = [
  ['hour', 'Last hour'],
  ['day', 'Last day'],
] as const

/** Seconds between two points, which is also when a new one can be there. */
const steps = { hour: 10, day: 300 } as const

/** The show’s numbers over time. */
export function Numbers({ desk }: { desk: Desk }) {
  const [span, setSpan] = useState<'hour' | 'day'>('hour')
  const { value, problem } = useFetched<readonly Row[]>(desk, `/api/numbers?of=${span}`, steps[span] * 1000)
  const rows = value ?? []
  return (
    <div class="page">
      <div class="page-head">
        <h2>Numbers</h2>
        <Choices label="Over" value={span} choices={spans} change={setSpan} />
        <a class="button small" href={`/api/numbers.csv?of=${span}`} download={`chatarcade-${span}.csv`}>
          CSV
        </a>
      </div>
      {problem !== '' && <p class="problem">{problem}</p>}
      {value?.length === 0 && (
        <p class="quiet">
          {span === 'hour' ? 'The first point comes after 20 seconds.' : 'The first point comes after five minutes.'}
        </p>
      )}
      <div class="charts">
        {charts.map((spec) => (
          <Chart key={spec.title} spec={spec} rows={rows} stepSeconds={steps[span]} />
        ))}
      </div>
    </div>
  )
}
