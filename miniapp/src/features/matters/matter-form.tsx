import { matterKinds, partyKinds } from '@minyi/shared/matters/contract.ts'
import { matterKindLabels, partyKindLabels } from '@minyi/shared/matters/labels.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { ContactFields } from '../../components/contact-fields'
import { Field, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { DayField } from '../../components/pick-field'
import { type CallFailure, failureFrom } from '../../lib/call'
import { phoneDay } from '../../lib/phone-clock'
import { toast } from '../../lib/toast'
import { emptyDraft, type MatterDraft, sendMatter } from './store'

/** Enters one closed matter; whoever left a telephone is invited to rate by SMS. */
export function MatterForm({ unitId, onDone }: { unitId: string; onDone: () => void }) {
  const [draft, setDraft] = useState<MatterDraft>()
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    emptyDraft(phoneDay()).then(setDraft)
  }, [])
  if (!draft) return null
  const set = (part: Partial<MatterDraft>) => setDraft({ ...draft, ...part })
  const wrong = (path: string) => failure?.fieldMessage(path)
  const submit = async () => {
    setBusy(true)
    setFailure(undefined)
    try {
      const { claim } = await sendMatter(draft, unitId)
      toast(claim?.delivery === 'waiting' ? '已录入，评价邀请短信待发' : '已录入')
      onDone()
    } catch (error) {
      setFailure(failureFrom(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card label="录入办结事项" className="stack">
      <Heading>录入办结事项</Heading>
      <View className="office-form">
        <View className="office-whole">
          <Field label="哪一类">
            <Chips
              label="哪一类"
              options={matterKinds.map((value) => ({ value, word: matterKindLabels[value] }))}
              value={draft.kind}
              onChange={(kind) => set({ kind })}
            />
          </Field>
        </View>
        <TextField
          id="matter-title"
          label="办的是什么事"
          value={draft.title}
          onChange={(title) => set({ title })}
          error={wrong('title')}
        />
        <TextField
          id="matter-number"
          label="案号"
          hint="可不填"
          value={draft.caseNumber}
          onChange={(caseNumber) => set({ caseNumber })}
          error={wrong('caseNumber')}
        />
        <DayField
          id="matter-day"
          label="办结日期"
          placeholder="选择日期"
          value={draft.closedDay}
          to={phoneDay()}
          onChange={(closedDay) => set({ closedDay })}
          error={wrong('closedDay')}
        />
        <PartyFields draft={draft} set={set} wrong={wrong} />
      </View>
      <View className="sub">姓名、电话和代码加密保存，录入后不再显示；只用来发评价邀请。</View>
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。写的内容都还在。
        </Notice>
      )}
      <View className="wrap">
        <Button narrow small onPress={submit} busy={busy} disabled={draft.title.trim().length < 2}>
          {draft.title.trim().length < 2 ? '录入（还没写办的是什么事）' : '录入'}
        </Button>
        <Button narrow small kind="line" onPress={onDone}>
          先不
        </Button>
      </View>
    </Card>
  )
}

type PartyFieldsProps = {
  draft: MatterDraft
  set: (part: Partial<MatterDraft>) => void
  wrong: (path: string) => string | undefined
}

function PartyFields({ draft, set, wrong }: PartyFieldsProps) {
  return (
    <>
      <View className="office-whole">
        <Field label="当事人">
          <Chips
            label="当事人"
            options={partyKinds.map((value) => ({ value, word: partyKindLabels[value] }))}
            value={draft.partyKind}
            onChange={(partyKind) => set({ partyKind })}
          />
        </Field>
      </View>
      {draft.partyKind === 'enterprise' && (
        <TextField
          id="party-code"
          label="统一社会信用代码"
          value={draft.creditCode}
          onChange={(creditCode) => set({ creditCode })}
          error={wrong('party.creditCode')}
        />
      )}
      {draft.partyKind !== 'none' && (
        <ContactFields
          id="party"
          value={draft}
          onChange={set}
          nameLabel={draft.partyKind === 'person' ? '姓名' : '企业名称'}
          phoneHint="不填就不发短信"
          wrong={(field) => wrong(`party.${field}`)}
        />
      )}
    </>
  )
}
