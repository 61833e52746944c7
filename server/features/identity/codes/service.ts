import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import type * as contract from '@minyi/shared/identity/contract.ts'
import { signIn } from '@minyi/shared/identity/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { ForeignFault } from '../../../foreign/fault.ts'
import { readEmulatedCode } from '../../../foreign/sms/emulator-inbox.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import type { Context } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import * as queries from './queries.ts'

const perAddress = { kind: 'sms-address', limit: 60, windowMs: 60_000 } as const

/** A person asks for a code; it reaches the telephone, and a new one may be asked for after a minute. */
export async function requestCode(
  ctx: Context,
  input: InputOf<typeof contract.requestCode>,
): Promise<OutputOf<typeof contract.requestCode>> {
  await countAttempt(ctx, ctx.address, perAddress)
  const code = String(randomInt(0, 1_000_000)).padStart(6, '0')
  const phoneIndex = indexOf(ctx, input.phone)
  const sentAt = ctx.now()
  const expiresAt = new Date(sentAt.getTime() + signIn.codeLivesMs)
  const row = { phoneIndex, codeHash: codeHash(ctx, phoneIndex, code), sentAt, expiresAt }
  if (!(await queries.replaceSmsCode(ctx, row, signIn.resendAfterMs))) {
    throw new Problem('code-too-often', { retryAfterSeconds: signIn.resendAfterMs / 1000 })
  }
  try {
    await ctx.foreign.sms.sendCode(input.phone, code)
  } catch (failure) {
    if (!mayHaveArrived(failure)) await queries.spendCode(ctx, phoneIndex)
    throw failure
  }
  return { expiresInSeconds: signIn.codeLivesMs / 1000, retryInSeconds: signIn.resendAfterMs / 1000 }
}

/** Outside production: the code that the SMS emulator holds for a telephone, so that a visitor of the demo can sign in. */
export async function readDemoCode(
  ctx: Context,
  input: InputOf<typeof contract.readDemoCode>,
): Promise<OutputOf<typeof contract.readDemoCode>> {
  if (ctx.config.mode === 'production' || !ctx.tenant.demo) throw new Problem('not-found')
  return { code: await readEmulatedCode(ctx.config.sms.base, input.phone) }
}

/** Whoever says the code holds the telephone. It is spent with that; a wrong one is counted whatever becomes of the caller. */
export async function spendCode(ctx: Context, phone: string, code: string): Promise<void> {
  const outside = { ...ctx, db: ctx.database.db }
  const phoneIndex = indexOf(ctx, phone)
  const tried = await queries.tryCode(outside, phoneIndex)
  const right =
    tried !== undefined &&
    tried.tries <= signIn.codeTries &&
    timingSafeEqual(tried.codeHash, codeHash(ctx, phoneIndex, code))
  if (!right || !(await queries.spendCode(outside, phoneIndex))) throw new Problem('code-wrong')
}

/** A send that timed out may still reach the telephone, so its code must stay good. */
const mayHaveArrived = (failure: unknown) =>
  failure instanceof Problem && failure.cause instanceof ForeignFault && failure.cause.code === 'timeout'

const indexOf = (ctx: Context, phone: string) => ctx.encryption.blindIndex(`${ctx.tenant.id}/phone`, phone)
const codeHash = (ctx: Context, phoneIndex: Buffer, code: string) =>
  createHmac('sha256', ctx.encryption.blindIndex('sms-code', ctx.tenant.id)).update(phoneIndex).update(code).digest()
