import type * as contract from '@minyi/shared/indicators/movement/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'

type Movement = OutputOf<typeof contract.readMovement>

export const movementHeadings = [
  '部分',
  '那一期起',
  '那一期止',
  '那一期 n',
  '那一期满意率',
  '这一期起',
  '这一期止',
  '这一期 n',
  '这一期满意率',
  '自身变化（百分点）',
  '占比变化（百分点）',
  '合计（百分点）',
  '说明',
]

/** The parts, what was too small to stand alone, and the whole, each as a row that says which days it compares. */
export function movementCells({ before, now, parts, rest, change }: Movement): string[][] {
  const demo = now.demo ? '演示数据' : ''
  const share = (value: number | null | undefined) => (value === null || value === undefined ? '' : value.toFixed(4))
  const points = (value: number) => (100 * value).toFixed(2)
  const row = (name: string, sides: Sides, effects: Effects, note: string) => [
    name,
    before.period.from,
    before.period.to,
    String(sides.before.n),
    share(sides.before.point),
    now.period.from,
    now.period.to,
    String(sides.now.n),
    share(sides.now.point),
    points(effects.rateEffect),
    points(effects.mixEffect),
    points(effects.rateEffect + effects.mixEffect),
    note,
  ]
  const side = ({ n, estimate }: Movement['now']) => ({ n: n ?? 0, point: estimate?.point ?? null })
  return [
    ...parts.map((part) => row(part.scope.name, part, part, demo)),
    ...(rest ? [row(rest.scope.name, rest, rest, [demo, `${rest.members} 个`].filter(Boolean).join('；'))] : []),
    ...(change ? [row(`${now.scope.name}合计`, { before: side(before), now: side(now) }, change, demo)] : []),
  ]
}

type Sides = Pick<Movement['parts'][number], 'before' | 'now'>
type Effects = { rateEffect: number; mixEffect: number }
