/**
 * Codes that people read out and type (评价码、回执号): 31 characters without 0/O, 1/I/L, the last one checking the others.
 * 31 is prime, so a weighted sum finds every single wrong character and every swap of two neighbours.
 */
export const readableAlphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

/** Turns random bytes into `length` readable characters, of which the last is the check character. */
export function readableCode(random: Uint8Array, length: number): string {
  const body = Array.from({ length: length - 1 }, (_, i) => readableAlphabet[(random[i] ?? 0) % 31]).join('')
  return body + checkCharacter(body)
}

/** The code as it was typed (small letters, spaces, hyphens) in its one form, or null when its check character is wrong. */
export function readCode(typed: string, length: number): string | null {
  const code = typed.toUpperCase().replace(/[\s-]/g, '')
  if (code.length !== length || [...code].some((c) => !readableAlphabet.includes(c))) return null
  return checkCharacter(code.slice(0, -1)) === code.slice(-1) ? code : null
}

/** The code in groups of five, as it is printed. */
export const groupCode = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1-')

/** Weights 2, 3, 4 … modulo 31; for codes shorter than 30 characters they differ and none is 0. */
function checkCharacter(body: string): string {
  const sum = [...body].reduce((total, c, i) => total + (i + 2) * readableAlphabet.indexOf(c), 0)
  return readableAlphabet[sum % 31] ?? ''
}
