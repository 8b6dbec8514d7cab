import { FeedEntry, Leader, VoteOption, type Match, type Show } from '../../game/index.ts'
import { busyMatch } from './game.ts'

const labels = ['purple', 'orange', 'a choice with a very long name indeed', '440', 'red', 'blue', 'green', 'pink']

const lines = [
  { name: 'alice', label: 'purple', colour: '#ff0000' },
  { name: 'Дмитрий Иванов', label: 'orange' },
  { name: 'Αλέξανδρος', label: '440', colour: '#0000ff' },
  { name: '田中さくら', reason: '“lefft”: did you mean “left”?' },
  { name: 'محمد علي', label: 'red', colour: '#8a2be2' },
  { name: 'שלום עולם', label: 'blue', colour: '#5f9ea0' },
  { name: 'Z\u0338\u031ba\u0353l\u0335g\u0337o\u0336', label: 'green' },
  { name: '김민수', reason: '“9999”: a whole number from 20 to 2000' },
  { name: 'W'.repeat(25), label: 'pink', colour: '#00ff7f' },
  { name: '🎮 gamer', reason: 'too fast: slow down a little' },
]

const leaders = [
  { name: 'alice', score: 1240 },
  { name: 'Дмитрий Иванов', score: 990 },
  { name: 'W'.repeat(25), score: 12_345_678 },
  { name: 'bob', score: 3 },
  { name: 'محمد', score: 1.25 },
]

/** A show with all that a picture can hold: twelve options, ten lines of the feed in many scripts, refusals, a leader board. */
export function busyScene(set: (show: Show) => void = () => {}): Match {
  const match = busyMatch()
  const { show } = match.state
  while (show.options.length > 0) show.options.pop()
  for (const [rank, label] of [...labels, '1999', 'cyan', 'white', 'black'].entries())
    show.options.push(new VoteOption().assign({ label, votes: 300 - rank * 23, ofVotes: 2000 }))
  while (show.feed.length > 0) show.feed.pop()
  for (const line of lines) show.feed.push(new FeedEntry().assign({ ...line, tick: 330 }))
  for (const leader of leaders) show.leaders.push(new Leader().assign(leader))
  show.plays = 'democracy'
  set(show)
  return match
}
