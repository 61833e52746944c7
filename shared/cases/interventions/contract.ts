import { z } from 'zod'
import { Id } from '../../platform/identity.ts'
import { operation } from '../../platform/operation.ts'
import { Paging, pageOf } from '../../platform/paging.ts'
import { Day, Instant } from '../../platform/time.ts'

/** Who asked: somebody of the enforcing body itself, of an office above or beside it, or anybody else. */
export const standings = ['inside', 'above', 'outside'] as const
export const Standing = z.enum(standings)
export type Standing = z.infer<typeof Standing>

export const ways = ['telephone', 'in-person', 'writing', 'message', 'meeting', 'through-others'] as const
export const Way = z.enum(ways)
export type Way = z.infer<typeof Way>

/** What was asked: 打听案情, 说情, 要求照某个结果办, 要求拖延或不办, 打听诉求人, 其他. */
export const askings = ['progress', 'plea', 'outcome', 'delay', 'identity', 'other'] as const
export const Asking = z.enum(askings)
export type Asking = z.infer<typeof Asking>

/** An inquiry or request from outside of the handling (干预插手). The person's name lies sealed. */
export const Intervention = z.object({
  id: Id,
  caseId: Id,
  number: z.string(),
  title: z.string(),
  happenedAt: Instant,
  standing: Standing,
  office: z.string(),
  post: z.string().nullable(),
  way: Way,
  asked: Asking,
  words: z.string(),
  corrects: Id.nullable(),
  hasName: z.boolean(),
  recordedByName: z.string(),
  recordedUnitName: z.string().nullable(),
  recordedAt: Instant,
})
export type Intervention = z.infer<typeof Intervention>

export const recordIntervention = operation({
  name: 'interventions.record',
  summary: '如实记录干预插手：谁、哪个单位、什么时候、用什么方式、要求什么；记录后不能修改',
  method: 'POST',
  path: '/office/interventions',
  access: 'cases.read',
  input: z.object({
    id: Id,
    caseId: Id,
    happenedAt: Instant,
    standing: Standing,
    office: z.string().trim().min(2, '请写明对方的单位').max(60, '最多 60 字'),
    officeUnitId: Id.optional(),
    name: z.string().trim().max(30, '最多 30 字').optional(),
    post: z.string().trim().max(40, '最多 40 字').optional(),
    way: Way,
    asked: Asking,
    words: z.string().trim().min(5, '请写明对方说了什么，至少 5 个字').max(500, '最多 500 字'),
    corrects: Id.optional(),
  }),
  output: z.object({ id: Id, recordedAt: Instant }),
  problems: ['not-found', 'input-invalid', 'id-reused'],
})

export const listInterventions = operation({
  name: 'interventions.list',
  summary: '干预插手记录',
  method: 'GET',
  path: '/office/interventions',
  access: 'cases.supervise',
  input: z.object({ ...Paging, from: Day.optional(), to: Day.optional(), caseId: Id.optional() }),
  output: pageOf(Intervention),
  problems: ['input-invalid'],
})

export const openInterventionName = operation({
  name: 'interventions.open-name',
  summary: '查看干预人姓名，写明理由并留痕',
  method: 'POST',
  path: '/office/interventions/:interventionId/name',
  access: 'cases.supervise',
  input: z.object({
    id: Id,
    interventionId: Id,
    reason: z.string().trim().min(5, '请写明理由，至少 5 个字').max(200, '最多 200 字'),
  }),
  output: z.object({ name: z.string().nullable() }),
  problems: ['not-found', 'id-reused'],
})
