import type * as contract from '@minyi/shared/identity/contract.ts'
import { maskPhone, passwordFault } from '@minyi/shared/identity/rules.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { countAttempt } from '../../../platform/attempts.ts'
import { audit } from '../../../platform/audit.ts'
import { change } from '../../../platform/change.ts'
import { type Context, staffOf } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { dropFields, sealFields } from '../../../platform/sealing.ts'
import { spendCode } from '../codes/service.ts'
import { hashPassword, isPassword } from '../passwords/service.ts'
import { tokenHashOf } from '../service.ts'
import * as queries from './queries.ts'

const tries = { kind: 'own-password', limit: 10, windowMs: 15 * 60_000 } as const

/** A member of staff sets an own password; every other place where the account is signed in is signed out. */
export async function changePassword(
  ctx: Context,
  input: InputOf<typeof contract.changePassword>,
): Promise<OutputOf<typeof contract.changePassword>> {
  const { id } = staffOf(ctx)
  await countAttempt(ctx, id, tries)
  return change(ctx, input.id, async (ctx) => {
    const account = await queries.getPassword(ctx, id)
    if (!(await isPassword(account.passwordHash, input.current))) throw new Problem('password-wrong')
    const fault = passwordFault(input.next, { login: account.login, before: input.current })
    if (fault) throw new Problem('input-invalid', { fields: [{ path: 'next', message: `新密码${fault}` }] })
    await queries.setOwnPassword(ctx, id, await hashPassword(input.next))
    await queries.revokeOtherSessions(ctx, id, tokenHashOf(ctx.token ?? ''))
    await audit(ctx, { action: 'change-password', subjectKind: 'staff', subjectId: id })
    return { changed: true as const }
  })
}

/** A member of staff registers the telephone they hold: with it they are known when they come as a resident. */
export function changePhone(
  ctx: Context,
  input: InputOf<typeof contract.changePhone>,
): Promise<OutputOf<typeof contract.changePhone>> {
  return change(ctx, input.id, async (ctx) => {
    const { id } = staffOf(ctx)
    await spendCode(ctx, input.phone, input.code)
    await keepPhone(ctx, id, input.phone)
    await audit(ctx, { action: 'change-phone', subjectKind: 'staff', subjectId: id })
    return { phone: maskPhone(input.phone) }
  })
}

/** Seals the telephone of a member of staff in the place of the one before, findable by its blind index. */
export async function keepPhone(ctx: Context, staffId: string, phone: string | null): Promise<void> {
  const subject = { kind: 'staff', id: staffId }
  await dropFields(ctx, subject, ['phone'])
  if (phone !== null) await sealFields(ctx, subject, { phone }, ['phone'])
}
