import { audit } from '../../platform/audit.ts'
import { type Context, type Platform, systemContext } from '../../platform/context.ts'
import { newId } from '../../platform/ids.ts'
import { readTopics } from '../cases/topics/service.ts'
import { openClockBook } from '../clocks/service.ts'
import type { OneTime } from '../identity/passwords/service.ts'
import { addFirstAdministrator, keepFirstRoles } from '../identity/staff/first/service.ts'
import { listDefined } from '../indicators/definitions/service.ts'
import * as queries from './queries.ts'

export type NewTenant = { slug: string; name: string; zone: string; login: string }

/** What a tenant was begun with. */
export type Begun = { roles: number; indicators: number; clocks: number; topics: number; calendarThrough: string }

/**
 * A new tenant with all that a tenant starts with and its first administrator, who has a one-time password; undefined when the
 * slug is taken, and then nothing was changed.
 */
export async function addTenant(
  platform: Platform,
  { login, ...asked }: NewTenant,
): Promise<{ begun: Begun; oneTime: OneTime } | undefined> {
  const outer = systemContext(platform, { id: newId(), ...asked, demo: false }, 'tenants.add')
  return outer.db.transaction(async (db) => {
    const ctx: Context = { ...outer, db }
    if (!(await queries.insertTenantOnce(ctx))) return undefined
    const begun = await beginTenant(ctx)
    const oneTime = await addFirstAdministrator(ctx, login)
    await audit(ctx, { action: 'add', subjectKind: 'tenant', subjectId: ctx.tenant.id })
    return { begun, oneTime }
  })
}

/** What every tenant starts with, also the demo: roles, indicators, clocks, topics and the calendar of working days. Again changes nothing. */
export async function beginTenant(ctx: Context): Promise<Begun> {
  const roles = await keepFirstRoles(ctx)
  const indicators = await listDefined(ctx)
  const { clocks, calendar } = await openClockBook(ctx)
  const topics = await readTopics(ctx)
  return {
    roles,
    indicators: indicators.length,
    clocks: clocks.size,
    topics: topics.length,
    calendarThrough: calendar.knownThrough,
  }
}
