import { listIndicators } from '@minyi/shared/indicators/contract.ts'
import { isHandlingId, listHandlingIndicators } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { handlingGroupLabels } from '@minyi/shared/indicators/handling/certified/labels.ts'
import type { Audience } from '@minyi/shared/indicators/published/contract.ts'
import { addDays, addMonths, type Day, firstOfMonth } from '@minyi/shared/platform/time.ts'
import { listAreas, listUnits } from '@minyi/shared/registry/contract.ts'
import { Chips } from '../../../components/chip'
import { Field } from '../../../components/field'
import { DayField, PickField } from '../../../components/pick-field'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { phoneDay } from '../../../lib/phone-clock'

export type Draft = {
  indicatorId?: string
  audience: Audience
  areaId?: string
  unitId?: string
  from?: string
  to?: string
}

type Props = { draft: Draft; onChange: (part: Partial<Draft>) => void }

/** What is to be published: which indicator, for whom, of what place and days. */
export function ChoiceFields({ draft, onChange }: Props) {
  const rated = useKeptRemote(() => call(listIndicators, {}), 'indicators.list').value?.indicators ?? []
  const handled = useKeptRemote(() => call(listHandlingIndicators, {}), 'handling.list').value?.indicators ?? []
  const office = draft.audience === 'office'
  const isHandling = isHandlingId(draft.indicatorId ?? '')
  const anew = { unitId: undefined, areaId: undefined, from: undefined, to: undefined }
  const hint = isHandling ? '社会公众：整月的，全部范围' : '社会公众：只能是关账值，时段由关账决定'
  return (
    <>
      <PickField
        label="指标"
        placeholder="请选一个指标"
        options={[
          ...rated.map(({ id, name }) => ({ value: id, word: name })),
          ...handled.map(({ indicatorId, definition, group }) => ({
            value: indicatorId,
            word: `${handlingGroupLabels[group]}：${definition.name}`,
          })),
        ]}
        value={draft.indicatorId}
        onChange={(indicatorId) => onChange({ indicatorId, ...anew })}
      />
      <Field label="发布给谁" hint={office ? '领导和监督机构' : hint}>
        <Chips
          label="发布给谁"
          options={[
            { value: 'public', word: '向社会' },
            { value: 'office', word: '内部' },
          ]}
          value={draft.audience}
          onChange={(audience) => onChange({ audience, ...anew })}
        />
      </Field>
      {(office || !isHandling) && <PlaceFields draft={draft} onChange={onChange} />}
      {isHandling && !office && <MonthsField draft={draft} onChange={onChange} />}
      {office && <DaysFields draft={draft} onChange={onChange} />}
    </>
  )
}

function PlaceFields({ draft, onChange }: Props) {
  const areas = useKeptRemote(() => call(listAreas, {}), 'registry.listAreas').value?.areas ?? []
  const units = useKeptRemote(() => call(listUnits, {}), 'registry.listUnits').value?.units ?? []
  return (
    <>
      <PickField
        label="区域"
        placeholder="全部"
        options={[
          { value: '', word: '全部区域' },
          ...areas.filter(({ level }) => level === 'township').map(({ id, name }) => ({ value: id, word: name })),
        ]}
        value={draft.areaId ?? ''}
        onChange={(id) => onChange({ areaId: id || undefined, unitId: undefined })}
      />
      {draft.audience === 'office' && (
        <PickField
          label="单位"
          placeholder="全部"
          options={[
            { value: '', word: '全部单位' },
            ...units.map(({ id, shortName }) => ({ value: id, word: shortName })),
          ]}
          value={draft.unitId ?? ''}
          onChange={(id) => onChange({ unitId: id || undefined, areaId: undefined })}
        />
      )}
    </>
  )
}

function DaysFields({ draft, onChange }: Props) {
  return (
    <>
      <DayField label="从" placeholder="起" value={draft.from} to={draft.to} onChange={(from) => onChange({ from })} />
      <DayField label="到" placeholder="止" value={draft.to} from={draft.from} onChange={(to) => onChange({ to })} />
    </>
  )
}

/** Whole months, quarters and years that are over, the newest of each first. */
function MonthsField({ draft, onChange }: Props) {
  const spans = spansBefore(phoneDay())
  return (
    <PickField
      label="时段"
      placeholder="上个月"
      options={spans.map(({ from, to, word }) => ({ value: `${from}/${to}`, word }))}
      value={draft.from && draft.to ? `${draft.from}/${draft.to}` : undefined}
      onChange={(span) => {
        const [from, to] = span.split('/')
        onChange({ from, to })
      }}
    />
  )
}

function spansBefore(today: Day): { from: Day; to: Day; word: string }[] {
  const month = firstOfMonth(today)
  const sinceQuarter = (Number(today.slice(5, 7)) - 1) % 3
  const quarter = addMonths(month, -sinceQuarter)
  const year = `${today.slice(0, 4)}-01-01`
  const span = (from: Day, months: number, word: string) => ({ from, to: addDays(addMonths(from, months), -1), word })
  const named = (day: Day) => `${day.slice(0, 4)}年`
  return [
    ...[1, 2, 3, 4, 5, 6].map((back) => {
      const from = addMonths(month, -back)
      return span(from, 1, `${named(from)}${Number(from.slice(5, 7))}月`)
    }),
    ...[1, 2, 3, 4].map((back) => {
      const from = addMonths(quarter, -3 * back)
      return span(from, 3, `${named(from)}第${'一二三四'[(Number(from.slice(5, 7)) - 1) / 3]}季度`)
    }),
    span(addMonths(year, -12), 12, `${named(addMonths(year, -12))}全年`),
  ]
}
