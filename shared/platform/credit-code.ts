const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** Whether 18 characters are a 统一社会信用代码: GB 32100-2015, check character 31 − Σ(cᵢ·3ⁱ⁻¹ mod 31), modulo 31. */
export function isCreditCode(code: string): boolean {
  return code.length === 18 && creditCheckCharacter(code.slice(0, 17)) === code[17]
}

/** The check character of the first 17, or null when one of them is not in the standard's alphabet. */
export function creditCheckCharacter(body: string): string | null {
  const values = [...body].map((c) => creditAlphabet.indexOf(c))
  if (values.length !== 17 || values.includes(-1)) return null
  const sum = values.reduce((total, value, i) => total + value * (creditWeights[i] ?? 0), 0)
  return creditAlphabet[(31 - (sum % 31)) % 31] ?? null
}
