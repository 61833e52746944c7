import { desc, eq, sql } from 'drizzle-orm'
import type { Context } from '../../../platform/context.ts'
import { staff } from '../../identity/tables.ts'
import { publishedFigures } from '../published/tables.ts'

/** What was published out of answers of surveys, the newest first: the certificates hold the definitions. */
export function listSurveyed(ctx: Context, { indicatorId, all }: { indicatorId: string | null; all: boolean }) {
  const t = publishedFigures
  const one = indicatorId === null ? sql`true` : eq(t.indicatorId, indicatorId)
  const told = all ? sql`true` : eq(t.audience, 'public')
  return ctx.db
    .select({
      certificate: t.certificate,
      publishedAt: t.publishedAt,
      by: { id: t.publishedBy, name: staff.name },
    })
    .from(t)
    .leftJoin(staff, sql`${staff.tenantId} = ${t.tenantId} and ${staff.id} = ${t.publishedBy}`)
    .where(
      sql`${t.tenantId} = ${ctx.tenant.id} and ${one} and ${told}
        and ${t.certificate}->'definition'->>'source' in ('survey', 'composite')`,
    )
    .orderBy(desc(t.publishedAt), desc(t.id))
}
