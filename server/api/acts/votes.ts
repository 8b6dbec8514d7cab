import { z } from 'zod'
import { inputModes, type InputSpec } from '../../../game/index.ts'
import { actRoute, type ActRoute } from '../act-route.ts'

const seconds = z.int().min(1).max(3600)
const line = (most: number) => z.string().trim().min(1).max(most)

/** How the crowd plays, as the endpoint takes it. */
function modeOf(input: InputSpec, tickRate: number) {
  if (!('window' in input)) return { mode: input.mode }
  const { length, quorum, graceSeconds } = input.window
  const span = 'seconds' in length ? length.seconds : Math.round(length.ticks / tickRate)
  return { mode: input.mode, seconds: span, quorumPercent: Math.round(quorum.share * 100), graceSeconds }
}

/** What is done about the vote that is open, and about how the crowd plays. */
export const votesActs: readonly ActRoute[] = [
  actRoute({
    path: '/api/votes/veto',
    right: 'votes.run',
    action: 'votes.veto',
    summary: 'Takes an option off the ballot of this vote, or lets it on again',
    body: z.object({ label: z.string().min(1).max(200), isVetoed: z.boolean().default(true) }),
    run: (stage, { label, isVetoed }) => stage.veto(label, isVetoed),
    target: ({ label }) => label,
    after: (_stage, { isVetoed }) => ({ isVetoed }),
  }),
  actRoute({
    path: '/api/votes/extend',
    right: 'votes.run',
    action: 'votes.extend',
    summary: 'Keeps the vote open for longer',
    body: z.object({ seconds: seconds }),
    run: (stage, body) => stage.extend(body.seconds),
    target: (body) => `${body.seconds} s`,
  }),
  actRoute({
    path: '/api/votes/close',
    right: 'votes.run',
    action: 'votes.close',
    summary: 'Closes the vote and decides it now',
    run: (stage) => stage.closeNow(),
  }),
  actRoute({
    path: '/api/votes/skip',
    right: 'votes.run',
    action: 'votes.skip',
    summary: 'Ends the vote undecided',
    run: (stage) => stage.skip(),
  }),
  actRoute({
    path: '/api/votes/force',
    right: 'votes.run',
    action: 'votes.force',
    summary: 'Plays a command as if the crowd had decided it',
    body: z.object({ text: line(200), team: z.string().max(20).nullable().default(null) }),
    run: (stage, { text, team }) => stage.force(text, team),
    target: ({ text }) => text,
  }),
  actRoute({
    path: '/api/votes/poll',
    right: 'votes.run',
    action: 'votes.poll',
    summary: 'Asks the crowd something in place of the game’s vote',
    body: z.object({ question: line(80), options: z.array(line(30)).min(2).max(8), seconds: z.int().min(5).max(3600) }),
    run: (stage, { question, options, seconds: length }) => stage.startPoll({ question, options, seconds: length }),
    target: ({ question }) => question,
  }),
  actRoute({
    path: '/api/votes/poll/end',
    right: 'votes.run',
    action: 'votes.poll.end',
    summary: 'Ends the poll without a result',
    run: (stage) => stage.endPoll(),
  }),
  actRoute({
    path: '/api/votes/mode',
    right: 'votes.run',
    action: 'votes.mode',
    summary: 'Changes how the crowd plays, and the windows of its votes',
    body: z.object({
      mode: z.enum(inputModes),
      seconds: seconds.exactOptional(),
      quorumPercent: z.int().min(0).max(100).exactOptional(),
      graceSeconds: z.int().min(0).max(60).exactOptional(),
    }),
    run: (stage, { mode, seconds: length, quorumPercent, graceSeconds }) =>
      stage.setMode(mode, {
        ...(graceSeconds === undefined ? {} : { graceSeconds }),
        ...(length === undefined ? {} : { seconds: length }),
        ...(quorumPercent === undefined ? {} : { quorum: { least: 1, share: quorumPercent / 100 } }),
      }),
    target: ({ mode }) => mode,
    before: ({ control, match }) => modeOf(control.input, match.state.show.tickRate),
    after: (_stage, { mode, seconds: length, quorumPercent, graceSeconds }) => ({
      ...{ mode, seconds: length, quorumPercent, graceSeconds },
    }),
  }),
]
