import type { Fault, FaultReport } from './fault.ts'

const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`

/** In a sentence, what the numbers look like on a screen. */
export function saw({
  longestMs,
  latestMs,
  recoveredMs,
  cuts,
  again,
  damaged,
  framesLost,
  notes,
}: FaultReport): string {
  const stood = recoveredMs > 0 ? `the picture stood still for ${seconds(longestMs)}` : ''
  const skipped = recoveredMs === 0 && framesLost > 0 ? 'a short jerk' : ''
  const late = latestMs > 1000 && cuts === 0 ? `pictures up to ${seconds(latestMs)} late` : ''
  const twice = again > 0 ? `${seconds((again * 1000) / 30)} of it seen twice` : ''
  const cut = cuts > 0 ? 'the player was cut off and came back' : ''
  const broken = damaged > 0 ? `${damaged} broken pictures` : ''
  const parts = [stood || skipped, late, twice, cut, broken].filter((part) => part !== '')
  return [parts.length === 0 ? 'nothing' : parts.join(', '), ...notes].join('; ')
}

export const heading = [
  '| fault | frames lost | samples lost | picture back after | what the viewer saw |',
  '| --- | --: | --: | --: | --- |',
].join('\n')

export function row({ title }: Fault, report: FaultReport): string {
  const { framesLost, samplesLost, recoveredMs } = report
  const back = recoveredMs === 0 ? 'at once' : seconds(recoveredMs)
  return `| ${title} | ${framesLost} | ${samplesLost} | ${back} | ${saw(report)} |`
}
