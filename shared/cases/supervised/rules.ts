/** What of an item a unit may not be told: its number, its title, the resident's own words, and who the resident is. */
export type Untold = { number: string | null; title: string; text: string; identity: readonly string[] }

const leastShared = 8

/**
 * Whether words that a unit will read give away what it may not know: the item's number, its title, eight signs in a row of the
 * resident's own words, or a sealed name or telephone. Spaces and punctuation make no difference.
 */
export function reveals(words: string, untold: Untold): boolean {
  const told = plain(words)
  const names = untold.identity.map(plain).filter((name) => name.length > 1)
  const number = untold.number === null ? [] : [plain(untold.number)]
  if ([...names, ...number].some((secret) => told.includes(secret))) return true
  return shares(told, plain(untold.title)) || shares(told, plain(untold.text))
}

/** Whether two texts have eight signs in a row in common. */
function shares(told: string, secret: string): boolean {
  for (let at = 0; at + leastShared <= secret.length; at += 1) {
    if (told.includes(secret.slice(at, at + leastShared))) return true
  }
  return false
}

const plain = (text: string) => text.toUpperCase().replace(/[\s\p{P}\p{S}]/gu, '')
