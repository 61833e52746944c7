import { type ExclusionReason, exclusionReasons } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels, exclusionReasonMeanings } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { roleOf } from '../../components/aria'
import { Button } from '../../components/button'
import { Chips } from '../../components/chip'
import { Field, TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { type CallFailure, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import type { Grounds } from './proposing/store'
import './exclusions.scss'

export type ProposeFormProps = {
  /** What the words are for: the office's are told to the resident, the unit's are not. */
  told: string
  confirm: string
  onPropose: (grounds: Grounds) => Promise<void>
  onClose: () => void
}

/** Why a rating should not count: one of four reasons, and the grounds in words. The id stays with the same words. */
export function ProposeForm({ told, confirm, onPropose, onClose }: ProposeFormProps) {
  const [reason, setReason] = useState<ExclusionReason>()
  const [note, setNote] = useState('')
  const [attempt, setAttempt] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const missing = !reason ? '请选理由' : note.trim().length < 4 ? '请写明依据' : undefined
  const send = async () => {
    if (!reason || missing) return
    const id = attempt ?? (await newId())
    setAttempt(id)
    setBusy(true)
    setFailure(undefined)
    try {
      await onPropose({ id, reason, note })
    } catch (error) {
      const failed = failureFrom(error)
      if (failed.code !== 'offline') setAttempt(undefined)
      setFailure(failed)
    }
    setBusy(false)
  }
  return (
    <View className="stack propose-form" {...roleOf('form')} aria-label={confirm}>
      <Field label="理由">
        <Chips
          label="理由"
          options={exclusionReasons.map((value) => ({
            value,
            word: exclusionReasonLabels[value],
            meaning: exclusionReasonMeanings[value],
          }))}
          value={reason}
          onChange={(chosen) => {
            setReason(chosen)
            setAttempt(undefined)
          }}
        />
      </Field>
      <TextArea
        id="exclusion-note"
        label="依据"
        hint={told}
        value={note}
        onChange={(words) => {
          setNote(words)
          setAttempt(undefined)
        }}
        maxLength={500}
        error={failure?.fieldMessage('note')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.code === 'step-not-allowed' ? '这一条已经提出过，或者已经剔除' : failure.title}。
        </Notice>
      )}
      <View className="wrap">
        <Button id="propose-exclusion" small busy={busy} disabled={missing !== undefined} onPress={send}>
          {missing ? `${confirm}（${missing}）` : confirm}
        </Button>
        <Button kind="line" small onPress={onClose}>
          先不
        </Button>
      </View>
    </View>
  )
}
