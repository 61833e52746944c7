import type { DayPart } from '@minyi/shared/cases/contract.ts'
import { dayPartLabels } from '@minyi/shared/cases/labels.ts'
import { useEffect } from 'react'
import { Chips } from '../../components/chip'
import { TextField } from '../../components/field'
import { DayField, PickField } from '../../components/pick-field'
import { phoneDay } from '../../lib/phone-clock'
import { loadAreas, townsOf, useRegister, villagesOf } from '../registry/store'
import { type Draft, write } from './store'

const parts: readonly { value: DayPart; word: string }[] = [
  { value: 'morning', word: dayPartLabels.morning },
  { value: 'afternoon', word: dayPartLabels.afternoon },
  { value: 'evening', word: dayPartLabels.evening },
]

/** Where: the town, then its village, then words that a person would say to a neighbour. */
export function PlaceFields({ draft }: { draft: Draft }) {
  const areas = useRegister((register) => register.areas)
  useEffect(() => {
    loadAreas().catch(() => undefined)
  }, [])
  const towns = townsOf(areas ?? [])
  const villages = villagesOf(areas ?? [], draft.town?.id)
  return (
    <>
      <PickField
        label="在哪个镇街"
        hint="可不填"
        id="town"
        placeholder={areas ? '选镇街' : '正在读取…'}
        options={towns.map(({ id, name }) => ({ value: id, word: name }))}
        value={draft.town?.id}
        onChange={(id) => write({ town: namedIn(towns, id), village: undefined })}
      />
      {villages.length > 0 && (
        <PickField
          label="在哪个村居"
          hint="可不填"
          id="village"
          placeholder="选村居"
          options={villages.map(({ id, name }) => ({ value: id, word: name }))}
          value={draft.village?.id}
          onChange={(id) => write({ village: namedIn(villages, id) })}
        />
      )}
      <TextField
        label="具体地点"
        hint="可不填"
        icon="place"
        id="place"
        value={draft.place}
        onChange={(place) => write({ place })}
        maxLength={80}
        placeholder="例如：南园农贸市场东门"
      />
    </>
  )
}

/** When, as people remember it: the day and the part of it. */
export function TimeFields({ draft }: { draft: Draft }) {
  return (
    <>
      <DayField
        label="哪一天"
        hint="可不填"
        id="day"
        placeholder="选一天"
        value={draft.day}
        to={phoneDay()}
        onChange={(day) => write({ day: day || undefined })}
      />
      {draft.day && (
        <Chips label="大约什么时候" options={parts} value={draft.part} onChange={(part) => write({ part })} />
      )}
    </>
  )
}

function namedIn(areas: readonly { id: string; name: string }[], id: string) {
  const area = areas.find((one) => one.id === id)
  return area && { id: area.id, name: area.name }
}
