import type { Receipt } from '@minyi/shared/ratings/contract.ts'
import axios, { AxiosError, type InternalAxiosRequestConfig } from 'axios'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { findKeptOf, rate, useKeptRatings } from '@/features/ratings/store'

const claim = 'P272j6H_dWg6DtTL-gd8zi'
const matter = {
  kind: 'enforcement',
  unit: { id: 'b7bca641-91b3-4d0a-a094-1a34f5609c0e', name: '太仓市城市管理局', shortName: '市城管局' },
  officerNumber: null,
  title: '占道经营检查',
  caseNumber: '太城管检〔2026〕0318 号',
  closedDay: '2026-11-18',
} as const

type Sent = { id: string; grade: 1 | 2 | 3 | 4 | 5 }
let sent: Sent[]
let answer: (request: Sent) => { status: number; data: unknown } | undefined

/** The network between phone and server: it keeps what was sent, and answers, or loses the answer. */
const network = async (config: InternalAxiosRequestConfig) => {
  const request: Sent = JSON.parse(String(config.data))
  sent.push(request)
  const found = answer(request)
  if (!found) throw new AxiosError('lost')
  return { ...found, statusText: '', headers: {}, config }
}

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, advanceTimeDelta: 200 })
  localStorage.clear()
  useKeptRatings.setState({ rows: [] })
  sent = []
  axios.defaults.adapter = network
})
afterEach(() => {
  vi.useRealTimers()
})

const receiptFor = ({ id, grade }: Sent): { status: number; data: Receipt } => ({
  status: 200,
  data: {
    id,
    number: 'PJ2611-TEST',
    secret: 'secret',
    grade,
    channel: 'link',
    givenAt: '2026-11-22T10:25:00+08:00',
    changeableUntil: '2026-11-30T00:00:00+08:00',
    lastChangeDay: '2026-11-29',
  },
})

describe('a rating whose answer got lost', () => {
  test('is asked for again under the same id, also after the phone was put away', async () => {
    answer = () => undefined
    await expect(rate(claim, matter, 2, false)).rejects.toMatchObject({ code: 'offline' })
    answer = receiptFor
    await rate(claim, matter, 2, false)
    expect(new Set(sent.map(({ id }) => id)).size).toBe(1)
    expect(findKeptOf(claim)?.secret).toBe('secret')
  })

  test('is changed to the grade that was chosen meanwhile', async () => {
    answer = () => undefined
    await expect(rate(claim, matter, 2, false)).rejects.toMatchObject({ code: 'offline' })
    const first = sent[0]?.id
    answer = (request) =>
      request.id === first && request.grade !== 2
        ? { status: 409, data: { code: 'id-reused', title: '这个编号已用于另一份内容' } }
        : receiptFor(request)
    await rate(claim, matter, 4, false)
    expect(sent[sent.length - 1]).toMatchObject({ grade: 4, secret: 'secret' })
    expect(findKeptOf(claim)).toMatchObject({ id: first, grade: 4 })
  })

  test('is changed by the next tap where the change itself got lost', async () => {
    answer = () => undefined
    await expect(rate(claim, matter, 2, false)).rejects.toMatchObject({ code: 'offline' })
    const first = sent[0]?.id
    const known = (request: Sent) =>
      request.id === first && request.grade !== 2
        ? { status: 409, data: { code: 'id-reused', title: '这个编号已用于另一份内容' } }
        : receiptFor(request)
    answer = (request) => ('secret' in request ? undefined : known(request))
    await expect(rate(claim, matter, 4, false)).rejects.toMatchObject({ code: 'offline' })
    answer = known
    await rate(claim, matter, 4, false)
    expect(findKeptOf(claim)).toMatchObject({ id: first, grade: 4 })
  })

  test('opens the same receipt for another form of the same claim', async () => {
    answer = receiptFor
    await rate(claim, matter, 5, false)
    expect(findKeptOf('23456789AB', matter)?.code).toBe(claim)
    expect(findKeptOf('23456789AB')).toBeUndefined()
  })
})
