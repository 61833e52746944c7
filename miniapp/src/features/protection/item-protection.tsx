import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { listStatements, type Statement } from '@minyi/shared/cases/statements/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { PhotosShown } from '../files/photos-shown'
import { useOffice } from '../office/store'
import { ClearForm } from './clarifications-view'
import { InterventionForm } from './intervention-form'
import { RecuseForm } from './recusals-view'

const sheets = {
  intervene: { word: '记录干预插手', done: '已记录，不能修改' },
  declare: { word: '申报回避', done: '已申报，这件对您关闭' },
  order: { word: '责令回避', done: '已责令回避' },
  clear: { word: '出具不实举报澄清', done: '已出具澄清书' },
} as const
type Act = keyof typeof sheets

/** What the accused said, and what protects the handling of this item. */
export function ProtectionCard({ item, onDone }: { item: CaseDetail; onDone: () => void }) {
  const supervises = useOffice((office) => office.me?.permissions.includes('cases.supervise') ?? false)
  const [act, setAct] = useState<Act>()
  const close = () => setAct(undefined)
  const done = () => {
    if (act) toast(sheets[act].done)
    close()
    onDone()
  }
  const acts: Act[] = [
    'intervene',
    'declare',
    ...(supervises ? (['order'] as const) : []),
    ...(supervises && item.state === 'closed' && item.accusedUnitId ? (['clear'] as const) : []),
  ]
  return (
    <Card className="stack-tight" label="监督保护">
      <Heading className="card-title">监督保护</Heading>
      {item.accusedUnitId && <Statements caseId={item.id} />}
      <View className="wrap">
        {acts.map((one) => (
          <Button key={one} narrow small kind="line" onPress={() => setAct(one)}>
            {sheets[one].word}
          </Button>
        ))}
      </View>
      <Sheet open={act !== undefined} title={act ? sheets[act].word : ''} onClose={close}>
        {act === 'intervene' && (
          <InterventionForm caseId={item.id} instant={item.receivedAt} onDone={done} onClose={close} />
        )}
        {(act === 'declare' || act === 'order') && (
          <RecuseForm caseId={item.id} order={act === 'order'} onDone={done} onClose={close} />
        )}
        {act === 'clear' && <ClearForm item={item} onDone={done} onClose={close} />}
      </Sheet>
    </Card>
  )
}

function Statements({ caseId }: { caseId: string }) {
  const said = useRemote(() => call(listStatements, { caseId }), caseId)
  const statements = said.remote.value?.statements ?? []
  if (statements.length === 0) return <View className="sub">被投诉人还没有陈述申辩。</View>
  return (
    <>
      {statements.map((one) => (
        <StatementLines key={one.id} statement={one} />
      ))}
    </>
  )
}

/** One statement: who, when, the words and the photos. */
export function StatementLines({ statement }: { statement: Statement }) {
  return (
    <View className="stack-tight">
      <View className="sub">
        {statement.unitName}
        {statement.by === 'officer' ? '执法人员本人' : ''}陈述申辩 · {instantInWords(statement.at)}
      </View>
      <View className="written">{statement.words}</View>
      <PhotosShown photos={statement.photos} />
    </View>
  )
}
