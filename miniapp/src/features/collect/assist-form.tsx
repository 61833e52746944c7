import { type ClaimView, type Grade, readClaim } from '@minyi/shared/ratings/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { GradeRows } from '../../components/grade-row'
import { Notice } from '../../components/notice'
import { Row } from '../../components/row'
import { Tag } from '../../components/tag'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { readAnyCode, scan } from '../../lib/codes'
import { backOr } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { contactWords, grades } from '../ratings/store'
import { giveRating, useField } from './store'

/** A grade given for somebody who holds a claim: the person says it, the collector taps it, and it is marked. */
export function AssistForm() {
  const [typed, setTyped] = useState('')
  const [claim, setClaim] = useState<{ code: string; view: ClaimView }>()
  const [failure, setFailure] = useState<CallFailure>()
  const [wrong, setWrong] = useState(false)
  const look = async (text: string) => {
    const code = readAnyCode(text)
    setFailure(undefined)
    setWrong(code?.kind !== 'claim')
    if (code?.kind !== 'claim') return
    try {
      setClaim({ code: code.value, view: await call(readClaim, { claim: code.value }, { as: 'staff' }) })
    } catch (error) {
      setFailure(failureFrom(error))
    }
  }
  if (claim) return <Matter code={claim.code} view={claim.view} onOther={() => setClaim(undefined)} />
  return (
    <>
      <View className="line-up">
        <Tag tone="warn">代填</Tag>
        <View className="sub grow">群众自己说等级，您代点；会标明由您代填，占比随指标公布。</View>
      </View>
      <Card className="stack">
        <TextField
          id="claim"
          label="群众手里的评价码"
          hint="短信或办事回单上，10 位字母和数字"
          value={typed}
          onChange={(value) => {
            setTyped(value)
            setWrong(false)
          }}
          maxLength={200}
          error={wrong ? '这个评价码不对，请核对后重新输入' : failure?.title}
          onEnter={() => look(typed)}
        />
        {!isH5 && (
          <Button
            kind="line"
            icon="scan"
            onPress={async () => {
              const text = await scan()
              if (text) look(text)
            }}
          >
            扫评价码
          </Button>
        )}
        <Button disabled={typed.trim() === ''} onPress={() => look(typed)}>
          找到这件事
        </Button>
      </Card>
    </>
  )
}

function Matter({ code, view, onOther }: { code: string; view: ClaimView; onOther: () => void }) {
  const sending = useField((state) => state.sending)
  const [grade, setGrade] = useState<Grade>()
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const { matter } = view
  const blocked = blockedWords(view)
  const submit = async () => {
    if (!grade) return
    setBusy(true)
    setFailure(undefined)
    const failed = await giveRating(code, grade, `${matter.unit.shortName} · ${matter.title}`)
    setBusy(false)
    if (failed) {
      setFailure(failed)
      return
    }
    const waits = useField.getState().unsent.some(({ input }) => 'claim' in input && input.claim === code)
    toast(waits ? '没有网络，已存在本机，还没上传' : '已上传，请把回执给群众')
    backOr('field')
  }
  return (
    <>
      <Card flush>
        <Row icon="building" title={matter.unit.name} note={matter.title} />
        <Row icon="clock" title={`${shortDay(matter.closedDay)}办结`} note={matter.caseNumber ?? undefined} />
        {matter.officerNumber && <Row icon="person" title={`执法证号 ${matter.officerNumber}`} />}
      </Card>
      {blocked ? (
        <Notice kind="warn">{blocked}</Notice>
      ) : (
        <>
          <View className="subtitle">请群众说：这次{contactWords[matter.kind]}怎么样？</View>
          <GradeRows label="等级" grades={grades} value={grade} onChange={setGrade} />
        </>
      )}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}
        </Notice>
      )}
      {!blocked && (
        <Button busy={busy || sending} disabled={!grade} onPress={submit}>
          {grade ? '代为提交' : '代为提交（还没选等级）'}
        </Button>
      )}
      <Button kind="word" onPress={onOther}>
        换一个评价码
      </Button>
    </>
  )
}

function blockedWords({ state, canAssist }: ClaimView): string | undefined {
  if (state === 'expired') return '评价码已过期（30 天内有效）。'
  if (state === 'own-matter') return '这件事由本单位办理，或不在您的范围内，不能由您代评；群众可以自己扫码评。'
  return canAssist ? undefined : '您的岗位不能代群众评价；群众可以自己扫码评。'
}
