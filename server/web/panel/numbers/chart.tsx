import { useEffect, useRef } from 'preact/hooks'
import 'uplot/dist/uPlot.min.css'
import UPlot from 'uplot'
import { columnsOf, type ChartSpec, type Row } from './charts.ts'

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
    const made = new UPlot(optionsOf(spec, current.clientWidth), [[]], current)
    plot.current = made
    const observer = new ResizeObserver(() => made.setSize({ width: current.clientWidth, height }))
    observer.observe(current)
    return () => {
      observer.disconnect()
      made.destroy()
      plot.current = null
    }
  }, [spec])
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
              {title} <b>{newest ? short(newest[name]) : '–'}</b>
            </span>
          ))}
        </span>
      </figcaption>
      <div ref={box} class="plot" role="img" aria-label={`${spec.title} over time, in ${spec.unit}`} />
    </figure>
  )
}

const short = (value: number) => value.toLocaleString('en', { maximumFractionDigits: 1 })

const font = '12px Inter, system-ui, sans-serif'
const quiet = '#aab2c8'
const line = '#303950'

function optionsOf({ lines }: ChartSpec, width: number): UPlot.Options {
  const axis = { stroke: quiet, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1 } }
  return {
    ...{ width, height, legend: { show: false }, padding: [8, 12, 0, 0] },
    cursor: { y: false, drag: { x: false, y: false } },
    scales: { y: { range: (_plot, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, space: 60, size: 28, values: (_plot, times) => times.map(clockOf) },
      { ...axis, size: 48, values: (_plot, values) => values.map(short) },
    ],
    series: [
      {},
      ...lines.map(({ colour, title }) => ({ label: title, stroke: colour, width: 1.5, points: { show: false } })),
    ],
  }
}

const clockOf = (seconds: number) =>
  new Date(seconds * 1000).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hour12: false })
