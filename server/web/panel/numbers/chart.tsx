import { useEffect, useRef } from 'preact/hooks'
import 'uplot/dist/uPlot.min.css'
import UPlot from 'uplot'
import { columnsOf, labelOf, labelSteps, spanOf, type ChartSpec, type Row } from './charts.ts'

interface ChartProps {
  readonly spec: ChartSpec
  readonly rows: readonly Row[]
  readonly stepSeconds: number
}

const height = 140

/** Lines over time; the pointer reads them off. */
export function Chart({ spec, rows, stepSeconds }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<UPlot | null>(null)
  useEffect(() => {
    const { current } = box
    if (current === null) return undefined
    const made = new UPlot(optionsOf(spec, current.clientWidth, stepSeconds), [[]], current)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: current.clientWidth, height }))
    observer.observe(current)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [spec, stepSeconds])
  useEffect(() => {
    plot.current?.setData(columnsOf(rows, spec, stepSeconds) as UPlot.AlignedData)
  }, [spec, rows, stepSeconds])
  const newest = rows.at(-1)
  return (
    <figure class="card chart">
      <figcaption>
        <b>{spec.title}</b> <span class="quiet">{spec.unit}</span>
        <span class="legend">
          {spec.lines.map(({ name, title, colour }) => (
            <span key={name}>
              <span class="swatch" style={{ background: colour }} aria-hidden="true" />
              {title} <b>{short(newest?.[name] ?? null, spec.digits)}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={box} class="plot" role="img" aria-label={`${spec.title} over time, in ${spec.unit}`} />
    </figure>
  )
}

/** As many digits as are asked for, or one where it isn’t 0; where there is no number, a dash. */
const short = (value: number | null, digits?: number) =>
  value === null
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits ?? 0, maximumFractionDigits: digits ?? 1 })

const font = '12px Inter, system-ui, sans-serif'
const quiet = '#aab2c8'
const line = '#303950'

function optionsOf({ lines }: ChartSpec, width: number, stepSeconds: number): UPlot.Options {
  const axis = { stroke: quiet, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } }
  return {
    ...{ width, height, legend: { show: false } },
    // At the right as much as half a label takes, and the end of a line.
    padding: [8, 22, 0, 0],
    cursor: { y: false, drag: { x: false, y: false } },
    scales: {
      x: { range: (_plot, from, to) => spanOf(from, to, stepSeconds) },
      y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] },
    },
    axes: [
      { ...axis, space: 60, size: 28, incrs: labelSteps, values: (_plot, times) => times.map(labelOf) },
      { ...axis, size: 48, values: (_plot, values) => values.map((value) => short(value)) },
    ],
    series: [
      {},
      ...lines.map(({ colour, title }) => ({ label: title, stroke: colour, width: 1.5, points: { show: false } })),
    ],
  }
}
