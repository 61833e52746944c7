import { randomUUID } from 'node:crypto'
import { IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { submitCase as contract, Phone } from '@minyi/shared/cases/resident/contract.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Problem } from '../../../platform/problem.ts'
import { submitCase } from '../../cases/intake/service.ts'
import type { Named } from '../present.ts'
import { findAddress } from '../queries.ts'
import { getService, Open311Fault, type Query, type Service } from '../service.ts'

/** What the specification lets a description hold; residents' own forms ask for shorter words. */
const descriptionLimit = 4000
/** Two code units a character at most, and room for the address of a picture. */
const Draft = contract.input.extend({
  text: z
    .string()
    .trim()
    .min(5)
    .max(2 * descriptionLimit + 2100),
})

/**
 * Files a request by the same verb as residents do. What the specification lets a client send and nobody here needs (e-mail, device,
 * account) is not kept; the address of a picture becomes words, since nothing foreign is fetched.
 */
export async function fileRequest(ctx: Context, form: Query): Promise<Named> {
  if (!form.service_code) throw new Open311Fault(400, 'service_code was not provided')
  const service = await getService(ctx, form.service_code)
  const draft = Draft.safeParse({
    ...(await draftOf(ctx, service, form)),
    id: randomUUID(),
    channel: 'web',
  })
  if (!draft.success) {
    const [issue] = draft.error.issues
    throw new Open311Fault(400, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`)
  }
  const receipt = await submitCase(ctx, draft.data, service.topicId).catch(refused)
  const notice = `已收到，编号 ${receipt.number}，查询码 ${receipt.secret}。凭编号和查询码可看进度、评价答复。`
  return { entry: 'request', rows: [{ service_request_id: receipt.id, service_notice: notice, account_id: null }] }
}

function refused(cause: unknown): never {
  if (!(cause instanceof Problem) || cause.code !== 'input-invalid') throw cause
  const [field] = cause.fields ?? []
  throw new Open311Fault(400, field ? `${field.path}: ${field.message}` : 'the request is not valid')
}

async function draftOf(ctx: Context, service: Service, form: Query) {
  const identity = IdentityLevel.safeParse(form['attribute[identity]'] ?? 'supervisor')
  if (!identity.success) throw new Open311Fault(400, 'attribute[identity] must be public, supervisor or sealed')
  if (form.phone && !Phone.safeParse(form.phone).success) throw new Open311Fault(400, 'phone is not valid')
  const name = `${form.last_name ?? ''}${form.first_name ?? ''}`.trim()
  return {
    kind: service.kind,
    identity: identity.data,
    text: textOf(form),
    ...(service.conduct === null ? {} : { conduct: service.conduct, accusedUnitId: unitOf(form) }),
    ...(await placeOf(ctx, form)),
    contact: { ...(name ? { name } : {}), ...(form.phone ? { phone: form.phone } : {}) },
  }
}

function textOf({ description = '', media_url }: Query): string {
  if ([...description].length > descriptionLimit) {
    throw new Open311Fault(400, `description may hold ${descriptionLimit} characters`)
  }
  if (media_url && media_url.length > 2000) throw new Open311Fault(400, 'media_url may hold 2000 characters')
  return media_url ? `${description}\n附件地址：${media_url}` : description
}

function unitOf(form: Query): string {
  const unit = form['attribute[unit]']
  if (!unit) throw new Open311Fault(400, 'attribute[unit] was not provided')
  if (!Id.safeParse(unit).success) throw new Open311Fault(400, 'attribute[unit] is not one of its values')
  return unit
}

/** A request says where: by position, which is sealed, in words, or by the id of a village or township. */
async function placeOf(ctx: Context, { lat, long, address_string, address_id }: Query) {
  const hasPosition = Boolean(lat && long)
  if (!hasPosition && !address_string && !address_id) {
    throw new Open311Fault(400, 'location was not provided: lat and long, address_string or address_id')
  }
  if (address_id && !(Id.safeParse(address_id).success && (await findAddress(ctx, address_id)))) {
    throw new Open311Fault(404, 'address_id was not found')
  }
  return {
    ...(hasPosition ? { position: { latitude: Number(lat), longitude: Number(long) } } : {}),
    ...(address_string ? { place: address_string.slice(0, 80) } : {}),
    ...(address_id ? { areaId: address_id } : {}),
  }
}
