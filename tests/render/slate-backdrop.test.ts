import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { GameView } from '../../game/index.ts'
import { createCamera } from '../../render/camera.ts'
import { drawScene } from '../../render/index.ts'
import { i420Bytes } from '../../render/raster/i420.ts'
import { countFlashes } from '../helpers/flash.ts'
import { canvasOf, contrast, frameOf, pixelsOf, rgb } from '../helpers/game.ts'
import { busyScene } from '../helpers/scenes.ts'
import { noting, type Written } from '../helpers/written.ts'

const view: GameView = { sound() {}, draw() {} }
const text = 'Back at nine with round three. Bring a friend, and a snack, and whoever else may like to play along.'

function imageOf(colour: string): CanvasImageSource {
  const { canvas, g } = canvasOf(64, 48)
  g.fillStyle = colour
  g.fillRect(0, 0, 64, 48)
  return canvas as unknown as CanvasImageSource
}

/** A slate as it is drawn, and the same without its letters. */
function slateOver(image: CanvasImageSource | null, slate: string, width: number, height: number, branding = '') {
  const match = busyScene((show) => Object.assign(show, { slate, slateText: text, backdrop: 'held', branding }))
  const images = new Map(image === null ? [] : [['held', image]])
  const draw = (writes: boolean) => {
    const { canvas, g } = canvasOf(width, height)
    const written: Written[] = []
    const scene = { view, state: match.state, frame: frameOf(match, width, height), images }
    drawScene(noting(g, written, writes), scene)
    return { pixels: pixelsOf(canvas), written }
  }
  return { shown: draw(true), bare: draw(false) }
}

describe('what stands behind a slate', () => {
  for (const colour of ['#ffffff', '#ffd60a', '#56b4e9', '#000000'])
    for (const [width, height] of [
      [640, 360],
      [360, 640],
    ] as const)
      it(`leaves every word its contrast: ${colour} at ${width} × ${height}`, () => {
        const { shown, bare } = slateOver(imageOf(colour), 'break', width, height)
        assert.ok(shown.written.length >= 3)
        for (const { text: words, colour: ink, box } of shown.written)
          for (let y = Math.max(0, Math.floor(box.y)); y < Math.min(height, box.y + box.height); y++)
            for (let x = Math.max(0, Math.floor(box.x)); x < Math.min(width, box.x + box.width); x++) {
              const at = 4 * (y * width + x)
              if (shown.pixels.readUInt32LE(at) === bare.pixels.readUInt32LE(at)) continue
              const found = contrast(rgb(ink), [...bare.pixels.subarray(at, at + 3)])
              assert.ok(found >= 4.5, `${words} has ${found.toFixed(2)} : 1 at ${x}, ${y}`)
            }
      })

  it('fills the picture, whatever its shape', () => {
    const { bare } = slateOver(imageOf('#ffffff'), 'soon', 360, 640)
    for (const at of [0, 359, 360 * 639, 360 * 640 - 1]) assert.ok((bare.pixels[4 * at] as number) > 100, String(at))
  })

  it('is not there in a panic, nor where the file isn’t', () => {
    const image = imageOf('#ffffff')
    const plain = (slate: string) => slateOver(null, slate, 320, 180).shown.pixels
    assert.ok(slateOver(image, 'panic', 320, 180, 'held').shown.pixels.equals(plain('panic')))
    assert.ok(!slateOver(image, 'break', 320, 180).shown.pixels.equals(plain('break')))
  })

  it('never flashes more than three times a second, whatever the video does', () => {
    const [width, height] = [320, 180]
    const match = busyScene((show) => Object.assign(show, { slate: 'break', backdrop: 'held' }))
    const camera = createCamera(width, height, { num: 30, den: 1 })
    const looks = [imageOf('#ffffff'), imageOf('#000000')]
    const images = new Map<string, CanvasImageSource>()
    const taken = Array.from({ length: 90 }, (_, number) => {
      images.set('held', looks[Math.floor((number * 12) / 30) % 2] as CanvasImageSource)
      const memory = new ArrayBuffer(i420Bytes(width, height))
      camera.take({ view, state: match.state, frame: { ...frameOf(match, width, height), number }, images }, memory)
      return new Uint8Array(memory)
    })
    assert.ok(countFlashes(taken, width, height, 30).light <= 3)
  })
})
