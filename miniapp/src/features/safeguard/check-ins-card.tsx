import type { CheckIn, CheckInAnswer, OwnCheckIns } from '@minyi/shared/cases/check-ins/contract.ts'
import { checkInStateLabels } from '@minyi/shared/cases/check-ins/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { Row } from '../../components/row'
import { Segments } from '../../components/segments'
import { Switch } from '../../components/switch'
import { type CallFailure, failureFrom } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'
import { safeguard } from './store'

/** Whether to be asked after the end, the question itself, and what was asked so far. */
export function CheckInsCard({ caseId }: { caseId: string }) {
  const found = useRemote(() => safeguard.checkIns(caseId), caseId)
  return (
    <Loaded from={found} notFound={null}>
      {(value) => value.offered && <Offered caseId={caseId} value={value} onDone={found.replace} />}
    </Loaded>
  )
}

type OfferedProps = { caseId: string; value: OwnCheckIns; onDone: (value: OwnCheckIns) => void }

function Offered({ caseId, value, onDone }: OfferedProps) {
  const asked = value.rows.find(({ state }) => state === 'asked')
  const change = async (agreed: boolean) => {
    try {
      onDone(await safeguard.agree(caseId, agreed))
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Card className="stack" label="报复回访">
      <Heading>有没有人为难您</Heading>
      <View className="sub">
        结案后第 7、30、90 天各问您一次。您说“有”，监督机构马上立项督办；被投诉的单位看不到，也不会知道是您说的。
      </View>
      {asked && <Question key={asked.id} caseId={caseId} asked={asked} onDone={onDone} />}
      <Switch label="同意结案后问我" on={value.agreed} onChange={change} />
      {value.rows.length > 0 && (
        <View>
          {value.rows.map((row) => (
            <Row
              key={row.id}
              icon="clock"
              title={`第 ${row.days} 天，${dayInWords(row.dueDay)}`}
              value={row.answer ? (row.answer === 'yes' ? '您说有' : '您说没有') : checkInStateLabels[row.state]}
            />
          ))}
        </View>
      )}
    </Card>
  )
}

const answers = [
  { value: 'no', word: '没有', icon: 'check' },
  { value: 'yes', word: '有', icon: 'warning' },
] as const

type QuestionProps = { caseId: string; asked: CheckIn; onDone: (value: OwnCheckIns) => void }

function Question({ caseId, asked, onDone }: QuestionProps) {
  const [answer, setAnswer] = useState<CheckInAnswer>()
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const send = async () => {
    if (!answer) return
    setBusy(true)
    try {
      onDone(await safeguard.answer(caseId, asked.id, answer, words))
      toast(answer === 'yes' ? '监督机构已经收到，会和您联系' : '收到，谢谢您')
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <View className="stack">
      <View className="strong">结案以来，有没有人因为这件事为难、报复您？</View>
      <Segments big label="有没有被为难、报复" options={answers} value={answer} onChange={setAnswer} />
      {answer === 'yes' && (
        <TextArea label="怎么回事" hint="可不填" value={words} onChange={setWords} maxLength={500} />
      )}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。写的内容还在，请再试一次。
        </Notice>
      )}
      <Button onPress={send} busy={busy} disabled={!answer}>
        {answer ? '告诉监督机构' : '请先选“没有”或“有”'}
      </Button>
    </View>
  )
}
