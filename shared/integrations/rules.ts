/** What every key begins with, so that it is told from a session and found where it must not lie. */
export const keyPrefix = 'minyi_'

/** How much of a key people are shown afterwards. */
export const shownLength = keyPrefix.length + 6

export const isKeyText = (token: string): boolean => token.startsWith(keyPrefix)

/** A key opens something until its last day is over, and not once it was revoked. */
export function isLive(key: { endsAt: Date | null; revokedAt: Date | null }, now: Date): boolean {
  return key.revokedAt === null && (key.endsAt === null || now < key.endsAt)
}
