import { keepAnswers } from '@minyi/shared/indicators/answers/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Field, TextField } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { DayField } from '../../../components/pick-field'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { type ChosenSheet, chooseSheet } from '../../../lib/choose-sheet'
import { newId } from '../../../lib/id'
import { FailureNotice } from '../publish/failure-notice'

type Draft = {
  title: string
  agency: string
  from: string
  to: string
  eligible: string
  invited: string
  reached: string
}
const blank: Draft = { title: '', agency: '', from: '', to: '', eligible: '', invited: '', reached: '' }

/** Whom somebody asked, how many answered, and the file of the answers. */
export function KeepForm({ onDone }: { onDone: (id: string) => void }) {
  const [draft, setDraft] = useState(blank)
  const [file, setFile] = useState<ChosenSheet>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const [id, setId] = useState<string>()
  const change = (part: Partial<Draft>) => {
    setDraft({ ...draft, ...part })
    setId(undefined)
  }
  const choose = async () => {
    const chosen = await chooseSheet()
    if (!chosen) return
    setFile(chosen)
    setId(undefined)
    setFailure(undefined)
  }
  const keep = async () => {
    if (!file) return
    setBusy(true)
    setFailure(undefined)
    try {
      const own = id ?? (await newId())
      setId(own)
      const { eligible, invited, reached, ...words } = draft
      const people = {
        eligible: Number(eligible),
        invited: Number(invited),
        ...(reached ? { reached: Number(reached) } : {}),
      }
      const made = await call(keepAnswers, { id: own, ...words, ...people, contentBase64: file.contentBase64 })
      onDone(made.id)
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  const wrong = (path: string) => failure?.fieldMessage(path)
  const ready =
    file !== undefined &&
    [draft.title, draft.agency, draft.from, draft.to, draft.eligible, draft.invited].every(Boolean)
  return (
    <View className="publish-columns">
      <Card label="这次调查" className="publish-main chart-part">
        <Heading>这次调查</Heading>
        <TextField
          label="调查名称"
          value={draft.title}
          onChange={(title) => change({ title })}
          maxLength={80}
          placeholder="例如：2026 年公共法律服务调查"
          error={wrong('title')}
        />
        <TextField
          label="谁做的调查"
          value={draft.agency}
          onChange={(agency) => change({ agency })}
          maxLength={80}
          error={wrong('agency')}
        />
        <DayField
          label="从哪天开始问"
          placeholder="起"
          value={draft.from}
          to={draft.to || undefined}
          onChange={(from) => change({ from })}
          error={wrong('from')}
        />
        <DayField
          label="到哪天问完"
          placeholder="止"
          value={draft.to}
          from={draft.from || undefined}
          onChange={(to) => change({ to })}
          error={wrong('to')}
        />
        <TextField
          kind="number"
          label="总体有多少人"
          hint="调查要代表的人"
          value={draft.eligible}
          onChange={(eligible) => change({ eligible })}
          error={wrong('eligible')}
        />
        <TextField
          kind="number"
          label="抽中多少人"
          value={draft.invited}
          onChange={(invited) => change({ invited })}
          error={wrong('invited')}
        />
        <TextField
          kind="number"
          label="接触到多少人"
          hint="没有记就不填"
          value={draft.reached}
          onChange={(reached) => change({ reached })}
          error={wrong('reached')}
        />
      </Card>
      <Card label="回答的表格" className="publish-side chart-part">
        <Heading>回答的表格</Heading>
        <View className="sub">
          CSV 或 XLSX，第一行是列名，每位受访人一行；权数、层、抽样单位各占一列。姓名、电话、证件号先删去。
        </View>
        <Field label="文件" error={wrong('contentBase64')}>
          <Button kind="line" icon="upload" onPress={choose}>
            {file ? file.name : '选文件'}
          </Button>
        </Field>
        <FailureNotice failure={failure} />
        <Button busy={busy} disabled={!ready} onPress={keep}>
          存入
        </Button>
      </Card>
    </View>
  )
}
