import { and, eq, inArray } from 'drizzle-orm'
import { audit } from './audit.ts'
import { type Context, staffOf } from './context.ts'
import { newRowId } from './ids.ts'
import { sealed, unsealings } from './tables.ts'

/** What a sealed value belongs to: a resident, a case, a matter. */
export type Subject = { kind: string; id: string }

/** Stores personal values of a subject, each encrypted and bound to its place; `findable` fields get a blind index. */
export async function sealFields(
  ctx: Context,
  subject: Subject,
  fields: Record<string, string | undefined>,
  findable: readonly string[] = [],
): Promise<void> {
  const rows = sealedRows(ctx, subject, fields, findable)
  if (rows.length > 0) await ctx.db.insert(sealed).values(rows).onConflictDoNothing()
}

/** The rows that keep personal values of a subject, for who writes many at once. */
export function sealedRows(
  ctx: Context,
  subject: Subject,
  fields: Record<string, string | undefined>,
  findable: readonly string[] = [],
): (typeof sealed.$inferInsert)[] {
  return Object.entries(fields).flatMap(([field, value]) =>
    value === undefined
      ? []
      : [
          {
            tenantId: ctx.tenant.id,
            subjectKind: subject.kind,
            subjectId: subject.id,
            field,
            ciphertext: ctx.encryption.seal(value, placeOf(ctx, subject, field)),
            keyVersion: ctx.encryption.keyVersion,
            blindIndex: findable.includes(field) ? blind(ctx, field, value) : null,
            at: ctx.now(),
          },
        ],
  )
}

/** Wipes sealed values of a subject for good. */
export async function dropFields(ctx: Context, subject: Subject, fields: readonly string[]): Promise<void> {
  await ctx.db
    .delete(sealed)
    .where(
      and(
        eq(sealed.tenantId, ctx.tenant.id),
        eq(sealed.subjectKind, subject.kind),
        eq(sealed.subjectId, subject.id),
        inArray(sealed.field, [...fields]),
      ),
    )
}

/** Opens values for the product's own use (sending an answer to its owner); what staff see goes through `unseal`. */
export async function openFields(
  ctx: Context,
  subject: Subject,
  fields: readonly string[],
): Promise<Record<string, string>> {
  const rows = await ctx.db
    .select()
    .from(sealed)
    .where(
      and(
        eq(sealed.tenantId, ctx.tenant.id),
        eq(sealed.subjectKind, subject.kind),
        eq(sealed.subjectId, subject.id),
        inArray(sealed.field, [...fields]),
      ),
    )
  return Object.fromEntries(
    rows.map((row) => [row.field, ctx.encryption.open(row.ciphertext, placeOf(ctx, subject, row.field))]),
  )
}

/** A member of staff opens sealed values: recorded with the reason, and shown to the person they belong to. */
export async function unseal(ctx: Context, subject: Subject, fields: readonly string[], reason: string) {
  const staff = staffOf(ctx)
  const at = ctx.now()
  await ctx.db.insert(unsealings).values({
    tenantId: ctx.tenant.id,
    id: newRowId(at.getTime()),
    subjectKind: subject.kind,
    subjectId: subject.id,
    fields: [...fields],
    staffId: staff.id,
    reason,
    at,
  })
  await audit(ctx, { action: 'unseal', subjectKind: subject.kind, subjectId: subject.id, detail: { fields, reason } })
  return openFields(ctx, subject, fields)
}

/** The subjects of a kind whose field has this value, found through the blind index; newest first. */
export async function findSealed(ctx: Context, kind: string, field: string, value: string): Promise<string[]> {
  const rows = await ctx.db
    .select({ id: sealed.subjectId, at: sealed.at })
    .from(sealed)
    .where(
      and(
        eq(sealed.tenantId, ctx.tenant.id),
        eq(sealed.field, field),
        eq(sealed.blindIndex, blind(ctx, field, value)),
        eq(sealed.subjectKind, kind),
      ),
    )
  return rows.sort((a, b) => b.at.getTime() - a.at.getTime()).map((row) => row.id)
}

const blind = (ctx: Context, field: string, value: string) =>
  ctx.encryption.blindIndex(`${ctx.tenant.id}/${field}`, value)
const placeOf = (ctx: Context, subject: Subject, field: string) =>
  `${ctx.tenant.id}/${subject.kind}/${subject.id}/${field}`
