import type { Figure } from '@minyi/shared/indicators/contract.ts'
import { suppressionLabels, verdictLabels } from '@minyi/shared/indicators/labels.ts'

export const figureHeadings = [
  '范围',
  '起',
  '止',
  '截至',
  'n',
  '满意份数',
  '满意率',
  '区间下限',
  '区间上限',
  '目标',
  '结论',
  '办结',
  '邀请',
  '剔除',
  '口径',
  '说明',
]

/** A figure as a row of a table: whatever stands beside it on a screen stands beside it here. */
export function figureCells(figure: Figure): string[] {
  const { estimate, counts, scope, period } = figure
  const share = (value: number | undefined) => (value === undefined ? '' : value.toFixed(4))
  const notes = [
    figure.demo ? '演示数据' : '',
    figure.suppressed ? suppressionLabels[figure.suppressed] : '',
    figure.basis === 'closed' ? '关账值' : '',
    figure.verdictFlips ? '结论取决于剔除' : '',
  ]
  return [
    scope.name,
    period.from,
    period.to,
    figure.asOf ?? '',
    figure.n === null ? '' : String(figure.n),
    estimate ? String(estimate.satisfied) : '',
    share(estimate?.point),
    share(estimate?.interval[0]),
    share(estimate?.interval[1]),
    share(figure.target ?? undefined),
    figure.verdict ? verdictLabels[figure.verdict] : '',
    counts ? String(counts.eligible) : '',
    counts ? String(counts.invited) : '',
    counts?.excluded ? String(counts.excluded.total) : '',
    `${figure.definition.id} 第 ${figure.definition.version} 版`,
    notes.filter(Boolean).join('；'),
  ]
}
