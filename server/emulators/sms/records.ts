import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { queryOf, readBody } from '../app.ts'
import type { Clock } from '../clock.ts'
import { domesticNumber } from './number.ts'

type Sent = { phone: string; templateCode: string; text: string; outId: string; atMs: number; fate: string }
export type SendRecords = ReturnType<typeof sendRecords>

const Fate = z.object({ phone: z.string(), code: z.string().min(1) })
const receiptAfterMs = 5_000
const rememberedMs = 30 * 86_400_000

/**
 * What was sent and the carriers' receipts, as `QuerySendDetails` tells them: no receipt for the first seconds, then `DELIVERED`, or
 * the code set by `POST /emulator/sms/fates {phone, code}` (`MOBILE_NOT_ON_SERVICE` and the like; `LOST` never gets a receipt).
 */
export function sendRecords(app: FastifyInstance, clock: Clock) {
  const sent: Sent[] = []
  const fates = new Map<string, string>()
  app.post('/emulator/sms/fates', (request) => {
    const { phone, code } = readBody(request, Fate)
    fates.set(phone, code)
    return {}
  })

  return {
    /** Keeps a message that was taken; whether the telephone gets it. */
    keep(message: Omit<Sent, 'atMs' | 'fate'>): boolean {
      const fate = fates.get(message.phone) ?? 'DELIVERED'
      sent.unshift({ ...message, atMs: clock.now(), fate })
      return fate === 'DELIVERED'
    },
    query(request: FastifyRequest) {
      const phone = domesticNumber(queryOf(request, 'PhoneNumber'))
      const [day, size, page] = [
        queryOf(request, 'SendDate'),
        Number(queryOf(request, 'PageSize')),
        Number(queryOf(request, 'CurrentPage')),
      ]
      if (!phone) return { Code: 'isv.MOBILE_NUMBER_ILLEGAL', Message: '非法手机号' }
      if (!/^\d{8}$/.test(day)) return { Code: 'isv.INVALID_PARAMETERS', Message: '参数异常 SendDate' }
      if (!(size >= 1 && size <= 50 && page >= 1))
        return { Code: 'isv.INVALID_PARAMETERS', Message: '参数异常 PageSize' }
      const found = sent.filter(
        (one) => one.phone === phone && dayOf(one.atMs) === day && clock.now() - one.atMs < rememberedMs,
      )
      const rows = found.slice((page - 1) * size, page * size).map((one) => detailOf(one, clock.now()))
      return {
        Code: 'OK',
        Message: 'OK',
        TotalCount: String(found.length),
        SmsSendDetailDTOs: { SmsSendDetailDTO: rows },
      }
    },
  }
}

function detailOf(one: Sent, nowMs: number) {
  const hasReceipt = one.fate !== 'LOST' && nowMs - one.atMs >= receiptAfterMs
  return {
    PhoneNum: one.phone,
    TemplateCode: one.templateCode,
    Content: one.text,
    OutId: one.outId,
    SendDate: clockText(one.atMs),
    ...(hasReceipt
      ? {
          SendStatus: one.fate === 'DELIVERED' ? 3 : 2,
          ErrCode: one.fate,
          ReceiveDate: clockText(one.atMs + receiptAfterMs),
        }
      : { SendStatus: 1, ErrCode: '' }),
  }
}

const clockText = (atMs: number) => new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
const dayOf = (atMs: number) => clockText(atMs).slice(0, 10).replaceAll('-', '')
