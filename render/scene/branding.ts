import { identityOf, sizeOf } from './image.ts'
import { createLayer } from './layer.ts'

/** The name that the streamer's image has in the state and in the scene. */
export const brandingName = 'branding'

/** The streamer's own image, in the upper right corner, as large as its place and in its own shape. */
export const branding = createLayer(
  'branding',
  ({ show: { branding: name }, images }) => {
    const image = name === '' ? undefined : images.get(name)
    return image === undefined ? null : { name, image: identityOf(image) }
  },
  (g, { name }, { branding: rect }, images) => {
    const image = images.get(name)
    if (image === undefined) return
    const size = sizeOf(image)
    if (size.width <= 0 || size.height <= 0) return
    const scale = Math.min(rect.width / size.width, rect.height / size.height)
    const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
    g.drawImage(image, rect.x + rect.width - width, rect.y + Math.round((rect.height - height) / 2), width, height)
  },
)
