/** 11 digits, also when `+86`, `86` or `0086` stands in front; null for anything else. */
export function domesticNumber(text: string): string | null {
  return /^(?:\+?86|0086)?(1[3-9]\d{9})$/.exec(text)?.[1] ?? null
}
