/**
 * A text as it is searched: small letters, half-width signs, and every run of blanks as one. A text of characters outside the basic
 * plane stays whole, because everything here counts code points.
 */
export function plainText(text: string): string {
  return [...text.toLowerCase()].map(halfWidth).join('').replace(/\s+/g, ' ').trim()
}

/** Everything of an item that can be found by words, in one plain text; parts are parted by a line so that no pair of characters spans two. */
export function searchedText(parts: readonly (string | null | undefined)[]): string {
  return parts
    .map((part) => plainText(part ?? ''))
    .filter((part) => part.length > 0)
    .join('\n')
}

/**
 * The pairs of neighbouring characters of a plain text, each once: whatever of two characters or more stands somewhere in the text
 * has all its pairs here, so that a search finds every one of them.
 */
export function bigrams(plain: string): string[] {
  const signs = [...plain]
  return [...new Set(signs.slice(0, -1).map((sign, at) => sign + signs[at + 1]))]
}

/** The words of a search: what stands between blanks, each to be found. */
export function searchedWords(typed: string): string[] {
  return [...new Set(plainText(typed).split(' '))].filter((word) => word.length > 0)
}

/** A piece of a text; `found` where a searched word stands. */
export type MarkedPiece = { text: string; found: boolean }

/** The text cut where the searched words stand in it, for showing them; together the pieces are the text. */
export function markWords(text: string, words: readonly string[]): MarkedPiece[] {
  const signs = [...text]
  const plain = signs.map((sign) => halfWidth(sign.toLowerCase()))
  const marked = signs.map(() => false)
  for (const word of words.map((one) => [...one]).filter((one) => one.length > 0)) {
    for (let at = 0; at + word.length <= plain.length; at += 1) {
      if (word.every((sign, step) => plain[at + step] === sign)) marked.fill(true, at, at + word.length)
    }
  }
  const pieces: MarkedPiece[] = []
  signs.forEach((sign, at) => {
    const last = pieces[pieces.length - 1]
    if (last && last.found === marked[at]) last.text += sign
    else pieces.push({ text: sign, found: marked[at] === true })
  })
  return pieces
}

/** Around the first found word, so that a long text shows why it was found; null where none stands in it. */
export function excerptOf(text: string, words: readonly string[], around: number): string | null {
  const pieces = markWords(text, words)
  const first = pieces.findIndex(({ found }) => found)
  if (first < 0) return null
  const before = [
    ...pieces
      .slice(0, first)
      .map((piece) => piece.text)
      .join(''),
  ]
  const from = Math.max(0, before.length - around)
  const signs = [...text].slice(from, before.length + around * 3)
  return `${from > 0 ? '…' : ''}${signs.join('')}${from + signs.length < [...text].length ? '…' : ''}`
}

/** Full-width letters, digits and signs as the half-width ones that people also type; 　 as a blank. */
function halfWidth(sign: string): string {
  const code = sign.codePointAt(0) ?? 0
  if (code === 0x3000) return ' '
  return code >= 0xff01 && code <= 0xff5e ? String.fromCodePoint(code - 0xfee0) : sign
}
