import { z } from 'zod'
import { ApiScope, Id } from '../platform/identity.ts'
import { operation } from '../platform/operation.ts'
import { Day, Instant } from '../platform/time.ts'

/** A key of another system (接口密钥), as its administrator sees it: never the key itself. */
export const ApiKey = z.object({
  id: Id,
  name: z.string(),
  prefix: z.string(),
  scopes: z.array(ApiScope),
  /** The import sources it may fill; null for all of them. */
  sources: z.array(z.object({ id: Id, name: z.string() })).nullable(),
  perMinute: z.number().int(),
  createdAt: Instant,
  createdBy: z.string().nullable(),
  endsAt: Instant.nullable(),
  lastUsedAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  live: z.boolean(),
})
export type ApiKey = z.infer<typeof ApiKey>

export const listKeys = operation({
  name: 'integrations.keys',
  summary: '接口密钥清单',
  method: 'GET',
  path: '/office/keys',
  access: 'integrations.manage',
  input: z.object({}),
  output: z.object({ rows: z.array(ApiKey) }),
  problems: [],
})

export const addKey = operation({
  name: 'integrations.add-key',
  summary: '新建接口密钥，密钥只在这里显示一次',
  method: 'POST',
  path: '/office/keys',
  access: 'integrations.manage',
  input: z.object({
    id: Id,
    name: z.string().trim().min(2, '请写清是哪个系统用的').max(40, '最多 40 字'),
    scopes: z.array(ApiScope).min(1, '请至少选一种用途').max(5),
    sourceIds: z.array(Id).max(50).nullable().default(null),
    perMinute: z.number().int().min(1).max(6000).default(120),
    lastDay: Day.nullable().default(null),
  }),
  output: z.object({ key: ApiKey, token: z.string() }),
  problems: ['input-invalid', 'id-reused'],
})

export const revokeKey = operation({
  name: 'integrations.revoke-key',
  summary: '停用接口密钥，立即生效',
  method: 'POST',
  path: '/office/keys/:keyId/revocation',
  access: 'integrations.manage',
  input: z.object({ id: Id, keyId: Id }),
  output: ApiKey,
  problems: ['not-found', 'id-reused'],
})
