/** More places than a message of 500 characters can have emotes at. */
const maxEmotes = 250

/**
 * Takes the platform's emotes out of a text: `red PogChamp` is meant as `red`. A text of emotes alone is left as it is,
 * since a game may have one of their names as a word.
 *
 * @param tag where they are, in characters (not UTF-16 units), the last one included: `25:0-4,12-16/1902:6-10`
 * (https://dev.twitch.tv/docs/chat/irc/#privmsg-tags). Places that make no sense are passed over.
 */
export function withoutEmotes(text: string, tag: string): string {
  if (tag === '') return text
  const places = placesIn(tag)
  if (places.length === 0) return text
  const characters = Array.from(text)
  // Whole words only: a place in the middle of a word would leave half a word.
  for (const [first, last] of places.filter((place) => isWord(characters, place))) characters.fill('', first, last + 1)
  const rest = characters.join('')
  return rest.trim() === '' ? text : rest
}

function isWord(characters: readonly string[], [first, last]: readonly [number, number]): boolean {
  const isEdge = (at: number) => characters[at] === undefined || characters[at] === ' ' || characters[at] === ''
  return last < characters.length && isEdge(first - 1) && isEdge(last + 1)
}

function placesIn(tag: string): readonly (readonly [number, number])[] {
  const places: (readonly [number, number])[] = []
  for (const emote of tag.split('/'))
    for (const place of emote.slice(emote.indexOf(':') + 1).split(',')) {
      const [first, last, more] = place.split('-').map(Number)
      if (first === undefined || last === undefined || more !== undefined) continue
      if (Number.isInteger(last) && first >= 0 && places.length < maxEmotes) places.push([first, last])
    }
  return places
}
