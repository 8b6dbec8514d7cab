import { z } from 'zod'
import { alertKinds, layerNames, maxStatusLine, slates } from '../../../game/index.ts'
import { refuse } from '../../controls/done.ts'
import { actRoute, type ActRoute } from '../act-route.ts'

const line = z.string().trim().min(1).max(120)

/** What is done about what everybody sees. */
export const showActs: readonly ActRoute[] = [
  actRoute({
    path: '/api/show/pause',
    right: 'show.direct',
    action: 'show.pause',
    summary: 'Lets the game and its vote stand still, or go on; the stream goes on',
    body: z.object({ isPaused: z.boolean() }),
    run: (stage, { isPaused }) => stage.setPaused(isPaused),
    target: ({ isPaused }) => (isPaused ? 'paused' : 'goes on'),
  }),
  actRoute({
    path: '/api/show/panic',
    right: 'show.panic',
    action: 'show.panic',
    summary: 'A calm picture and silence at once',
    run: (stage) => stage.setSlate('panic'),
  }),
  actRoute({
    path: '/api/show/panic/end',
    right: 'show.panic',
    action: 'show.panic.end',
    summary: 'Shows the game again',
    run: (stage) => stage.setSlate(null),
  }),
  actRoute({
    path: '/api/show/slate',
    right: 'show.direct',
    action: 'show.slate',
    summary: 'Puts a still picture in place of the game; null shows the game again',
    body: z.object({ slate: z.enum(slates).nullable(), text: z.string().max(200).default('') }),
    run: (stage, { slate, text }) => stage.setSlate(slate, text),
    target: ({ slate }) => slate ?? 'the game',
  }),
  actRoute({
    path: '/api/show/layer',
    right: 'show.direct',
    action: 'show.layer',
    summary: 'Shows a part of the picture or hides it',
    body: z.object({ layer: z.enum(layerNames), isOn: z.boolean() }),
    run: (stage, { layer, isOn }) => stage.setLayer(layer, isOn),
    target: ({ layer, isOn }) => `${layer} ${isOn ? 'shown' : 'hidden'}`,
  }),
  actRoute({
    path: '/api/show/branding',
    right: 'show.direct',
    action: 'show.branding',
    summary: 'Shows the image in the corner or hides it; it stays chosen meanwhile',
    body: z.object({ isOn: z.boolean() }),
    // Which image it is stays as it is: what is hidden must come back as it was, whoever had chosen it.
    run: (stage, { isOn }) =>
      isOn && stage.match.state.show.branding === ''
        ? refuse(
            'not-possible',
            'There is no image for the corner. Upload one and use it there, or name one by --branding.',
          )
        : stage.setLayer('branding', isOn),
    target: ({ isOn }) => (isOn ? 'shown' : 'hidden'),
  }),
  actRoute({
    path: '/api/show/status-line',
    right: 'show.direct',
    action: 'show.status-line',
    summary: 'Puts a line of your own into the status, where it stays; an empty text takes it away',
    body: z.object({ text: z.string().trim().max(maxStatusLine) }),
    run: (stage, { text }) => stage.setStatusLine(text),
    target: ({ text }) => (text === '' ? null : text),
  }),
  actRoute({
    path: '/api/show/announce',
    right: 'show.direct',
    action: 'show.announce',
    summary: 'Tells everybody something',
    body: z.object({ text: line }),
    run: (stage, { text }) => stage.announce(text),
    target: ({ text }) => text,
  }),
  actRoute({
    path: '/api/show/alert',
    right: 'show.direct',
    action: 'show.alert',
    summary: 'Shows an alert of any kind',
    body: z.object({ kind: z.enum(alertKinds), name: z.string().max(50).default(''), text: line }),
    run: (stage, { kind, name: about, text }) => stage.alert({ kind, text, ...(about === '' ? {} : { name: about }) }),
    target: ({ text }) => text,
  }),
]
