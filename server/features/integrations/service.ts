import { randomBytes } from 'node:crypto'
import type * as contract from '@minyi/shared/integrations/contract.ts'
import type { ApiKey } from '@minyi/shared/integrations/contract.ts'
import { isKeyText, isLive, keyPrefix, shownLength } from '@minyi/shared/integrations/rules.ts'
import { ApiScope } from '@minyi/shared/platform/identity.ts'
import type { InputOf, OutputOf } from '@minyi/shared/platform/operation.ts'
import { addDays } from '@minyi/shared/platform/time.ts'
import { countAttempt } from '../../platform/attempts.ts'
import { audit } from '../../platform/audit.ts'
import { change } from '../../platform/change.ts'
import { type Context, type KeyActor, type Platform, systemContext, type Tenant } from '../../platform/context.ts'
import { Problem } from '../../platform/problem.ts'
import { startOfDay } from '../../platform/zone.ts'
import { toKey } from './present.ts'
import * as queries from './queries.ts'

/** All keys of the place, the revoked ones too. */
export async function listKeys(ctx: Context): Promise<OutputOf<typeof contract.listKeys>> {
  const lines = await queries.listKeyLines(ctx)
  const sources = await queries.listSourceNames(ctx, [...new Set(lines.flatMap(({ key }) => key.sourceIds ?? []))])
  return { rows: lines.map((line) => toKey(ctx, line, sources)) }
}

/** Makes a key for another system. Its text is in this answer alone. */
export async function addKey(
  ctx: Context,
  input: InputOf<typeof contract.addKey>,
): Promise<OutputOf<typeof contract.addKey>> {
  const { lastDay, ...draft } = input
  const endsAt = lastDay ? startOfDay(ctx.tenant.zone, addDays(lastDay, 1)) : null
  if (endsAt && endsAt <= ctx.now()) throw faultAt('lastDay', '最后一天已经过了')
  const known = await queries.listSourceNames(ctx, input.sourceIds ?? [])
  if (known.length < new Set(input.sourceIds ?? []).size) throw faultAt('sourceIds', '没有这个导入来源')
  return change(ctx, input.id, async (ctx) => {
    const { token } = await makeKey(ctx, { ...draft, endsAt })
    return { key: await viewOf(ctx, input.id), token }
  })
}

/** Makes and keeps a key in the caller's transaction; who is no member of staff (a demo, a command) makes one without a maker. */
export async function makeKey(
  ctx: Context,
  draft: {
    id: string
    name: string
    scopes: readonly ApiScope[]
    sourceIds: readonly string[] | null
    perMinute: number
    endsAt: Date | null
    /** Its text, where it has to be the same again; by chance otherwise. */
    token?: string
  },
): Promise<{ token: string }> {
  const { token = `${keyPrefix}${randomBytes(24).toString('base64url')}`, ...row } = draft
  const kept = await queries.insertKey(ctx, {
    ...row,
    scopes: [...draft.scopes],
    sourceIds: draft.sourceIds && [...draft.sourceIds],
    prefix: token.slice(0, shownLength),
    hash: hashOf(ctx, token),
    createdBy: ctx.actor.kind === 'staff' ? ctx.actor.id : null,
    createdAt: ctx.now(),
  })
  if (!kept) throw new Problem('id-reused')
  await audit(ctx, { action: 'integrations.add-key', subjectKind: 'api-key', subjectId: draft.id })
  return { token }
}

/** Ends a key at once; ending it again changes nothing. */
export async function revokeKey(ctx: Context, input: InputOf<typeof contract.revokeKey>): Promise<ApiKey> {
  return change(ctx, input.id, async (ctx) => {
    await viewOf(ctx, input.keyId)
    await queries.revokeOnce(ctx, input.keyId)
    await audit(ctx, { action: 'integrations.revoke-key', subjectKind: 'api-key', subjectId: input.keyId })
    return viewOf(ctx, input.keyId)
  })
}

/**
 * The other system that a key's text belongs to, or undefined where it opens nothing (unknown, revoked, over). Counts the call
 * against the key's limit a minute and remembers when it was used; the caller checks the scopes.
 */
export async function authenticateKey(
  platform: Platform,
  tenant: Tenant,
  token: string,
): Promise<KeyActor | undefined> {
  if (!isKeyText(token)) return undefined
  const { db } = platform.database
  const key = await queries.findKeyByHash(db, tenant.id, hashOf({ ...platform, tenant }, token))
  const now = platform.now()
  if (!key || !isLive(key, now)) return undefined
  const ctx = systemContext(platform, tenant, 'integrations.authenticate')
  await countAttempt(ctx, key.id, { kind: 'api-key', limit: key.perMinute, windowMs: 60_000 })
  await queries.touchKey(db, key, now)
  return {
    kind: 'key',
    id: key.id,
    name: key.name,
    scopes: ApiScope.array().parse(key.scopes),
    sourceIds: key.sourceIds,
  }
}

async function viewOf(ctx: Context, id: string): Promise<ApiKey> {
  const line = await queries.findKeyLine(ctx, id)
  if (!line) throw new Problem('not-found')
  return toKey(ctx, line, await queries.listSourceNames(ctx, line.key.sourceIds ?? []))
}

/** A key is found by its keyed hash, so that neither the database nor a list of guesses gives one away. */
const hashOf = ({ encryption, tenant }: Pick<Context, 'encryption' | 'tenant'>, token: string) =>
  encryption.blindIndex(`${tenant.id}/api-key`, token)

const faultAt = (path: string, message: string) => new Problem('input-invalid', { fields: [{ path, message }] })
