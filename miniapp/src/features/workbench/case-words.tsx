import type { CaseRow, CaseState } from '@minyi/shared/cases/contract.ts'
import { caseKindLabels, caseStateLabels, conductLabels } from '@minyi/shared/cases/labels.ts'
import type { ClockReading } from '@minyi/shared/clocks/contract.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import type { Unit } from '@minyi/shared/registry/contract.ts'
import { Clock } from '../../components/office/clock'
import { Tag, type TagProps } from '../../components/tag'

const besides: Partial<Record<CaseRow['entry'], string>> = { legislative: '立法', business: '营商环境' }

/** `投诉 · 不文明`; 办不成事 by its own name alone, the other entries beside the kind. */
export function kindWords({ kind, entry, conduct }: Pick<CaseRow, 'kind' | 'entry' | 'conduct'>): string {
  const name = entry === 'stuck' ? '办不成事' : [caseKindLabels[kind], besides[entry]].filter(Boolean).join(' · ')
  return conduct ? `${name} · ${conductLabels[conduct].title}` : name
}

/** `TC26-06-0187 · 投诉 · 不文明 · 城厢镇 · 市城管局`; units by their short names, as far as the register is known. */
export function factWords(row: CaseRow, units: readonly Unit[] = []): string {
  const short = (name: string) => units.find((unit) => unit.name === name)?.shortName ?? name
  const accused = row.accusedUnitName && `涉${short(row.accusedUnitName)}`
  const unit = row.unitName ? short(row.unitName) : accused
  return [row.number, kindWords(row), row.areaName, unit, row.assisted && '代填'].filter(Boolean).join(' · ')
}

const tones: Partial<Record<CaseState, TagProps['tone']>> = { returned: 'warn', 'call-back': 'blue', replied: 'blue' }

export function StateTag({ state, round }: Pick<CaseRow, 'state' | 'round'>) {
  return (
    <Tag tone={tones[state] ?? 'plain'}>
      {caseStateLabels[state]}
      {round > 1 ? ' · 重办' : ''}
    </Tag>
  )
}

/** The office's own deadline; while the resident is asked, that is said instead. */
export function CaseClock({ clock }: { clock: ClockReading | null }) {
  if (!clock) return null
  if (clock.clock === 'verdict') return <Clock state="paused" words="等诉求人评价" />
  return <Clock state={clock.state} words={clockInWords(clock) + (clock.provisional ? '（暂定）' : '')} />
}
