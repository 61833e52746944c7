/** Product decisions about claims (评价码): how long one lives and how the short code is made. */
export const claimRules = {
  livesDays: 30,
  tokenLength: 22,
  shortCodeLength: 10,
  /** Waits before the delivery is tried again, in minutes; after the last one it counts as failed. */
  deliveryWaitsMinutes: [1, 5, 30, 120, 720],
} as const

/** What a person may type or scan as a claim: the token of the link, or the short code in any spelling. */
export function isToken(claim: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(claim)
}
