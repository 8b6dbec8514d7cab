import { EventEmitter } from 'node:events'
import { Client } from 'tmi.js'
import type { WebSocket } from 'ws'
import { createChat } from '../../chat/chat-line.ts'
import { Inbox } from '../../chat/inbox.ts'
import type { ChatMessage } from '../../chat/message.ts'
import { RecentIds } from '../../chat/sources/recent-ids.ts'
import type { ChatItem, ChatSource } from '../../chat/sources/source.ts'
import { runTmi } from '../../chat/sources/tmi.ts'
import { createTwitchReader } from '../../chat/sources/twitch-reader.ts'
import { rules } from '../../game/bundled/colour-tone/rules.ts'
import { chatLines } from './lines.ts'

const lineCount = 10_000
const rounds = 30
/** The first rounds compile. */
const warmUpRounds = 5
/** Lines that are read between two ticks. */
const perTick = 500

const noTwitch = { username: null, token: null, ircUrl: null }

interface Insides {
  on(event: string, listener: (...args: unknown[]) => void): void
  _onMessage(event: { data: string }): void
}

/** tmi.js as its own documentation uses it: it parses each line and emits `raw_message` and `message`. */
function tmiAlone(): (lines: readonly string[]) => number {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its types leave the insides out
  const client = new Client({ channels: ['bench'], options: { skipUpdatingEmotesets: true } }) as unknown as Insides
  let heard = 0
  client.on('raw_message', () => {})
  client.on('message', () => (heard += 1))
  return (lines) => {
    heard = 0
    // oxlint-disable-next-line no-underscore-dangle -- the name is tmi.js's own
    for (const line of lines) client._onMessage({ data: line })
    return heard
  }
}

/** A source that is fed by hand, and all that lies behind it: filter, parser and vote. */
function lineUp() {
  const inbox = new Inbox(5000)
  const source: ChatSource = {
    id: 'twitch:bench',
    state: 'live',
    get dropped() {
      return inbox.dropped
    },
    get waiting() {
      return inbox.waiting
    },
    drain: (_showMs, limit) => inbox.drain(limit),
    async [Symbol.asyncDispose]() {},
  }
  // One tick a second, so that a whole round of lines is within what a tick reads.
  const game = { ...rules, tickRate: 1 }
  const chat = createChat({ urls: [], game, seed: 1, twitch: noTwitch, log: () => {} }, [source])
  let tick = 0
  return { inbox, chat, drain: () => chat.drain((tick += 1)) }
}

/** Our whole way: from the raw line, by tmi.js, to the counted ballot. */
function ours(): (lines: readonly string[]) => number {
  const { inbox, chat, drain } = lineUp()
  const read = reader((item) => inbox.push(item))
  return (lines) => {
    const before = chat.counts.received
    for (let at = 0; at < lines.length; at += perTick) {
      for (let i = at; i < Math.min(at + perTick, lines.length); i++) read(lines[i] as string)
      drain()
    }
    return chat.counts.received - before
  }
}

/** Our own part alone: from the message to the counted ballot. */
function ownPart(): (messages: readonly ChatMessage[]) => number {
  const { inbox, chat, drain } = lineUp()
  return (messages) => {
    const before = chat.counts.received
    for (let at = 0; at < messages.length; at += perTick) {
      for (let i = at; i < Math.min(at + perTick, messages.length); i++) inbox.push(messages[i] as ChatMessage)
      drain()
    }
    return chat.counts.received - before
  }
}

/** tmi.js as we use it, and what makes chat items of its messages. */
function reader(item: (item: ChatItem) => void): (line: string) => void {
  const options = { source: 'twitch:bench', shared: false, recent: new RecentIds(20_000), malformed: () => {} }
  const socket = new EventEmitter() as unknown as WebSocket
  const message = createTwitchReader({ ...options, item })
  return runTmi({ socket, channel: 'bench', identity: {}, message, reconnect: () => {}, malformed: () => {} })
}

function messagesOf(lines: readonly string[]): ChatMessage[] {
  const messages: ChatMessage[] = []
  const read = reader((item) => void (item.type === 'message' && messages.push(item)))
  for (const line of lines) read(line)
  return messages
}

/** CPU seconds of a piece of work; the process does nothing else meanwhile. */
function timed(work: () => number): { seconds: number; count: number } {
  const before = process.cpuUsage()
  const count = work()
  const { user, system } = process.cpuUsage(before)
  return { seconds: (user + system) / 1e6, count }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** Prints the rates of reading, each beside tmi.js's own in the same round. */
export function compareRates(): void {
  const [alone, whole, own] = [tmiAlone(), ours(), ownPart()]
  const found: { alone: number; whole: number; own: number }[] = []
  for (let round = 0; round < rounds; round++) {
    // New ids in each round: nothing here may be a double.
    const lines = chatLines(lineCount, round)
    const messages = messagesOf(lines)
    const rate = ({ seconds, count }: { seconds: number; count: number }) => count / seconds
    // In turn within each round, so that a machine that drifts drifts for all three.
    const rates = {
      alone: rate(timed(() => alone(lines))),
      whole: rate(timed(() => whole(lines))),
      own: rate(timed(() => own(messages))),
    }
    if (round >= warmUpRounds) found.push(rates)
  }
  const per = (key: keyof (typeof found)[0]) =>
    `${Math.round(median(found.map((rates) => rates[key])) / 1000)} lines a ms of CPU`
  const ratio = (key: 'whole' | 'own') => median(found.map((rates) => rates[key] / rates.alone)).toFixed(2)
  console.log(`chat, ${lineCount} tagged lines, median of ${found.length} rounds: tmi.js alone ${per('alone')}`)
  console.log(`  raw line to counted ballot, tmi.js included: ${per('whole')}, ratio ${ratio('whole')}`)
  console.log(`  message to counted ballot, our own part: ${per('own')}, ratio ${ratio('own')}`)
}
