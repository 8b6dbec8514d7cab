/** Known words as a tree of their letters, so that the longest one that begins at a place is found in one walk. */
export interface WordTree<Value> {
  /** The longest word at `at`, or null. Takes time in the length of the longest word, 40 at most. */
  longest(text: string, at: number): WordMatch<Value> | null
}

export interface WordMatch<Value> {
  readonly value: Value
  readonly end: number
}

interface Node<Value> {
  /** By UTF-16 code unit. */
  readonly next: Map<number, Node<Value>>
  value: Value | null
}

export function createWordTree<Value>(words: Iterable<readonly [string, Value]>): WordTree<Value> {
  const root: Node<Value> = { next: new Map(), value: null }
  for (const [word, value] of words) nodeOf(root, word).value = value
  return { longest: (text, at) => longest(root, text, at) }
}

function nodeOf<Value>(root: Node<Value>, word: string): Node<Value> {
  let node = root
  for (let i = 0; i < word.length; i++) {
    const unit = word.charCodeAt(i)
    let next = node.next.get(unit)
    if (!next) node.next.set(unit, (next = { next: new Map(), value: null }))
    node = next
  }
  return node
}

function longest<Value>(root: Node<Value>, text: string, start: number): WordMatch<Value> | null {
  let node = root
  let value: Value | null = null
  let end = start
  for (let at = start; at < text.length;) {
    const next = node.next.get(text.charCodeAt(at))
    if (!next) break
    node = next
    at += 1
    if (node.value !== null) {
      value = node.value
      end = at
    }
  }
  return value === null ? null : { value, end }
}
