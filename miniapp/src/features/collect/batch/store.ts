import { CollectedCase } from '@minyi/shared/cases/collect/contract.ts'
import { type CaseKind, CollectorKind, IdentityLevel } from '@minyi/shared/cases/contract.ts'
import { z } from 'zod'
import { create } from 'zustand'
import { newId } from '../../../lib/id'
import { phoneClock } from '../../../lib/phone-clock'
import { keep, read } from '../../../lib/storage'
import { toast } from '../../../lib/toast'
import { queueCase, sendUnsent } from '../store'

/** Kinds that need no unit, so that a line is enough for them. */
export const batchKinds = ['opinion', 'enquiry', 'help', 'praise', 'report'] as const satisfies readonly CaseKind[]

const Origin = z.object({
  channel: CollectedCase.shape.channel.default('wechat-group'),
  pointId: z.string().optional(),
  collectorKind: CollectorKind.optional(),
  identity: IdentityLevel.optional(),
})
const Line = z.object({ id: z.string(), kind: z.enum(batchKinds), text: z.string() })
/** One opinion of the batch. */
export type BatchLine = z.infer<typeof Line>
const Kept = z.object({ origin: Origin, lines: z.array(Line) })

type Batch = z.infer<typeof Kept> & {
  /** What was handed over last, to be told one by one. */
  handed: { id: string; text: string }[]
  busy: boolean
}

/** Where the opinions come from is remembered on this phone for the next time, and unfinished ones are kept. */
export const useBatch = create<Batch>(() => ({
  ...Kept.catch({ origin: Origin.parse({}), lines: [] }).parse(read('draft:batch')),
  handed: [],
  busy: false,
}))

export function changeOrigin(changed: Partial<Batch['origin']>): void {
  put({ origin: { ...useBatch.getState().origin, ...changed } })
}

export async function addLine(): Promise<void> {
  const { lines } = useBatch.getState()
  put({ lines: [...lines, { id: await newId(), kind: lines[lines.length - 1]?.kind ?? 'opinion', text: '' }] })
}

export function changeLine(id: string, changed: Partial<BatchLine>): void {
  put({ lines: useBatch.getState().lines.map((line) => (line.id === id ? { ...line, ...changed } : line)) })
}

/** Takes a line out; with words in it, it can be put back for some seconds. */
export function dropLine(id: string): void {
  const { lines } = useBatch.getState()
  const at = lines.findIndex((line) => line.id === id)
  const dropped = lines[at]
  put({ lines: lines.filter((line) => line.id !== id) })
  if (!dropped?.text.trim()) return
  toast(`第 ${at + 1} 条已去掉`, () => {
    const now = useBatch.getState().lines
    put({ lines: [...now.slice(0, at), dropped, ...now.slice(at)] })
  })
}

/** What still has to be filled in before the batch can be handed over. */
export function missingInBatch({ origin, lines }: Pick<Batch, 'origin' | 'lines'>): string | undefined {
  if (!origin.identity) return '先选谁可以知道他们是谁'
  if (origin.channel === 'point' && !origin.pointId) return '选采集点'
  if (lines.length === 0) return '先记一条'
  return lines.some(({ text }) => text.trim().length < 5) ? '每条至少 5 个字' : undefined
}

/** Hands every line over: kept on this phone first, then sent one after the other, so that no network loses none. */
export async function sendBatch(): Promise<void> {
  const { origin, lines } = useBatch.getState()
  useBatch.setState({ busy: true })
  try {
    for (const { id, kind, text } of lines) {
      const input = CollectedCase.parse({ ...origin, id, kind, text })
      queueCase({ kind: 'case', id, title: text.trim().slice(0, 20), keptAt: phoneClock(), input })
    }
    put({ lines: [] })
    useBatch.setState({ handed: lines.map(({ id, text }) => ({ id, text: text.trim().slice(0, 30) })) })
    await sendUnsent()
  } finally {
    useBatch.setState({ busy: false })
  }
}

function put(changed: Partial<z.infer<typeof Kept>>): void {
  const { origin, lines } = { ...useBatch.getState(), ...changed }
  keep('draft:batch', { origin, lines })
  useBatch.setState({ origin, lines })
}
