import { createHash } from 'node:crypto'
import { readableCode } from '@minyi/shared/platform/readable-code.ts'
import type { DistrictFiles } from '../data/read.ts'
import { codeLength } from '../features/registry/service.ts'
import { registryId } from '../features/registry/sheets/queries.ts'
import { codes } from '../features/registry/tables.ts'
import type { Context } from '../platform/context.ts'

export type StandingTarget = { kind: 'unit' | 'officer' | 'collection-point'; externalId: string }

/** What has a standing code in the demo: the units that rate most, the officers with an account, the first collection points. */
export function standingTargets(files: DistrictFiles): StandingTarget[] {
  const { staff } = files.accounts
  const officers = staff.flatMap(({ officer }) => (officer ? [officer] : []))
  return [
    ...['u-cgj', 'u-jtj', 'u-gaj', 'u-spj'].map((externalId) => ({ kind: 'unit' as const, externalId })),
    ...officers.map((externalId) => ({ kind: 'officer' as const, externalId })),
    ...files.collectionPoints.slice(0, 4).map(({ externalId }) => ({ kind: 'collection-point' as const, externalId })),
  ]
}

/** The text of a demo code: as long and as checked as a real one, but the same on every machine, so that it can be printed. */
export function demoCode({ kind, externalId }: StandingTarget): string {
  return readableCode(createHash('sha256').update(`demo/code/${kind}/${externalId}`).digest(), codeLength)
}

/** Issues the standing codes of the demo, once. */
export async function loadCodes(ctx: Context, files: DistrictFiles): Promise<void> {
  const sheetOf = { unit: 'units', officer: 'officers', 'collection-point': 'collection-points' } as const
  const rows = standingTargets(files).map((target) => ({
    tenantId: ctx.tenant.id,
    code: demoCode(target),
    targetKind: target.kind,
    targetId: registryId(ctx.tenant.id, sheetOf[target.kind], target.externalId),
    createdAt: ctx.now(),
  }))
  await ctx.db.insert(codes).values(rows).onConflictDoNothing()
}
