import { z } from 'zod'

/** What the description has of an answer that isn’t JSON: it goes out as it is, as text or as bytes. */
export function answerOf(type: `${string}/${string}`, description: string) {
  const isText = type.startsWith('text/')
  return {
    description,
    content: { [type]: { schema: z.unknown().meta({ type: 'string', ...(isText ? {} : { format: 'binary' }) }) } },
  }
}
