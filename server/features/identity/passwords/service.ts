import { randomInt } from 'node:crypto'
import { signIn } from '@minyi/shared/identity/rules.ts'
import { readableAlphabet } from '@minyi/shared/platform/readable-code.ts'
import { hash, verify } from '@node-rs/argon2'
import type { Context } from '../../../platform/context.ts'

/** A password that opens an account once: shown to whoever hands it over, kept as a hash. */
export type OneTime = { password: string; passwordHash: string; oneTimeUntil: Date }

/** Hashes a password with argon2id (19 MiB, 2 passes, the library's default after OWASP). */
export const hashPassword = (password: string): Promise<string> => hash(password)

/** Whether the password is the one of the hash; without a hash, or for an account that has none, it takes as long and is wrong. */
export async function isPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  const known = passwordHash?.startsWith('$argon2') ? passwordHash : await unknownHash()
  return verify(known, password)
}

/** Twelve characters that can be read out (59 bits), good for a week. */
export async function newOneTimePassword(ctx: Pick<Context, 'now'>): Promise<OneTime> {
  const characters = Array.from({ length: 12 }, () => readableAlphabet[randomInt(readableAlphabet.length)] ?? '')
  const password = [0, 4, 8].map((from) => characters.slice(from, from + 4).join('')).join('-')
  const oneTimeUntil = new Date(ctx.now().getTime() + signIn.oneTimePasswordLivesMs)
  return { password, passwordHash: await hashPassword(password), oneTimeUntil }
}

let unknown: Promise<string> | undefined
/** A hash that nothing matches, so that an unknown name takes as long as a wrong password. */
function unknownHash(): Promise<string> {
  unknown ??= hash(crypto.randomUUID())
  return unknown
}
