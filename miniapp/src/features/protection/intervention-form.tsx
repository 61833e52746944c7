import type { Asking, Intervention, Standing, Way } from '@minyi/shared/cases/interventions/contract.ts'
import { askingLabels, standingLabels, wayLabels } from '@minyi/shared/cases/interventions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { TextArea, TextField } from '../../components/field'
import { DayField, PickField } from '../../components/pick-field'
import { SendForm, tooShort } from './send-form'
import { protection } from './store'

const words = <T extends string>(labels: Record<T, string>, values: readonly T[]) =>
  values.map((value) => ({ value, word: labels[value] }))
const standings = words<Standing>(standingLabels, ['inside', 'above', 'outside'])
const ways = words<Way>(wayLabels, ['telephone', 'in-person', 'writing', 'message', 'meeting', 'through-others'])
const askings = words<Asking>(askingLabels, ['progress', 'plea', 'outcome', 'delay', 'identity', 'other'])

type Draft = {
  day: string | undefined
  time: string
  standing: Standing | undefined
  office: string
  name: string
  post: string
  way: Way | undefined
  asked: Asking | undefined
  words: string
}
const blank: Draft = {
  day: undefined,
  time: '',
  standing: undefined,
  office: '',
  name: '',
  post: '',
  way: undefined,
  asked: undefined,
  words: '',
}

export type InterventionFormProps = {
  caseId: string
  /** An instant of this place, whose offset the time that is written down gets. */
  instant: string
  /** The record that this one takes the place of. */
  corrects?: Intervention
  onDone: () => void
  onClose: () => void
}

/** Who from outside asked what, when and how; it stays as it is written, and only another record corrects it. */
export function InterventionForm({ caseId, instant, corrects, onDone, onClose }: InterventionFormProps) {
  const [draft, setDraft] = useState(() => (corrects ? draftOf(corrects) : blank))
  const set = (patch: Partial<Draft>) => setDraft({ ...draft, ...patch })
  const { day, time, standing, office, name, post, way, asked } = draft
  const send = async () => {
    if (!day || !standing || !way || !asked) return
    const happenedAt = `${day}T${time}:00${instant.slice(-6)}`
    const row = { caseId, happenedAt, standing, office, name, post, way, asked, words: draft.words }
    await protection.record(corrects ? { ...row, corrects: corrects.id } : row)
    onDone()
  }
  return (
    <SendForm word="记录，不再修改" missing={missingIn(draft)} send={send} onClose={onClose}>
      {(fault) => (
        <>
          <View className="wrap">
            <View className="grow">
              <DayField
                label="哪一天"
                placeholder="请选择"
                value={day}
                onChange={(value) => set({ day: value })}
                error={fault('happenedAt')}
              />
            </View>
            <View className="grow">
              <TextField
                label="几点"
                hint="如 14:30"
                value={time}
                onChange={(value) => set({ time: value })}
                maxLength={5}
              />
            </View>
          </View>
          <PickField
            label="谁"
            placeholder="请选择"
            options={standings}
            value={standing}
            onChange={(value) => set({ standing: value })}
          />
          <TextField
            label="单位"
            value={office}
            onChange={(value) => set({ office: value })}
            maxLength={60}
            error={fault('office')}
          />
          <TextField
            label="职务"
            hint="可不填"
            value={post}
            onChange={(value) => set({ post: value })}
            maxLength={40}
          />
          <TextField
            label="姓名"
            hint="封存，可不填"
            value={name}
            onChange={(value) => set({ name: value })}
            maxLength={30}
          />
          <PickField
            label="方式"
            placeholder="请选择"
            options={ways}
            value={way}
            onChange={(value) => set({ way: value })}
          />
          <PickField
            label="要求什么"
            placeholder="请选择"
            options={askings}
            value={asked}
            onChange={(value) => set({ asked: value })}
          />
          <TextArea
            label="原话或经过"
            value={draft.words}
            onChange={(value) => set({ words: value })}
            maxLength={500}
            error={fault('words')}
          />
        </>
      )}
    </SendForm>
  )
}

/** What was written down before, to be put right; what was said and the sealed name are written anew. */
function draftOf({ happenedAt, standing, office, post, way, asked }: Intervention): Draft {
  const [day, time] = [happenedAt.slice(0, 10), happenedAt.slice(11, 16)]
  return { ...blank, day, time, standing, office, post: post ?? '', way, asked }
}

function missingIn({ day, time, standing, office, way, asked, words: said }: Draft): string | undefined {
  if (!day) return '还没选哪一天'
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return '时间写成 14:30'
  if (!standing) return '还没选谁'
  if (!way) return '还没选方式'
  if (!asked) return '还没选要求什么'
  return tooShort(office, 2, '单位') ?? tooShort(said, 5, '经过')
}
