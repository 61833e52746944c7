import { findPeople, listRecusals, type Recusal, type RecusalGround } from '@minyi/shared/cases/conflicts/contract.ts'
import { recusalGroundLabels } from '@minyi/shared/cases/conflicts/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { PickField } from '../../components/pick-field'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { Paged } from './paged'
import { SendForm, tooShort } from './send-form'
import { protection } from './store'

export const grounds = (['kin', 'interest', 'involved', 'other'] as const).map((value) => ({
  value,
  word: recusalGroundLabels[value],
}))

/** Who has to stay away from what (回避). */
export function RecusalsView() {
  return (
    <View className="stack">
      <Notice icon="shield">
        被投诉单位和它的上下级、被投诉的执法人员自动回避。其他人有利害关系的，由本人申报，或由监督人员责令。
      </Notice>
      <Paged
        about="recusals"
        read={(after) => call(listRecusals, { after })}
        empty={{ title: '没有回避记录', text: '在民意件的“监督保护”里申报或责令回避。' }}
      >
        {(row, reload) => <RecusalCard row={row} onDone={reload} />}
      </Paged>
    </View>
  )
}

function RecusalCard({ row, onDone }: { row: Recusal; onDone: () => void }) {
  const [lifting, setLifting] = useState(false)
  const [words, setWords] = useState('')
  return (
    <Card className="stack-tight">
      <View className="spread">
        <Heading className="strong">
          {row.staffName}
          {row.staffUnitName ? `（${row.staffUnitName}）` : ''}
        </Heading>
        <Tag tone={row.liftedAt ? 'plain' : 'warn'}>
          {row.liftedAt ? '已解除' : row.declared ? '本人申报' : '责令回避'}
        </Tag>
      </View>
      <View>
        {row.number ? `民意件 ${row.number}` : `涉及${row.unitName ?? ''}的全部民意件`} ·{' '}
        {recusalGroundLabels[row.ground]}
      </View>
      <View className="written sub">{row.words}</View>
      <View className="sub">
        {row.recordedByName} {instantInWords(row.recordedAt)}
        {row.liftedAt && ` · ${row.liftedByName ?? ''} ${instantInWords(row.liftedAt)}解除：${row.liftWords ?? ''}`}
      </View>
      {!row.liftedAt && (
        <Button narrow small kind="line" onPress={() => setLifting(true)}>
          解除回避
        </Button>
      )}
      <Sheet open={lifting} title={`解除${row.staffName}的回避`} onClose={() => setLifting(false)}>
        <SendForm
          word="解除"
          missing={tooShort(words, 4)}
          onClose={() => setLifting(false)}
          send={async () => {
            await protection.lift(row.id, words)
            setLifting(false)
            onDone()
          }}
        >
          {(fault) => (
            <TextArea label="解除的理由" value={words} onChange={setWords} maxLength={300} error={fault('words')} />
          )}
        </SendForm>
      </Sheet>
    </Card>
  )
}

export type RecuseFormProps = { caseId: string; order: boolean; onDone: () => void; onClose: () => void }

/** Declares one's own conflict with an item, or orders somebody else away from it. */
export function RecuseForm({ caseId, order, onDone, onClose }: RecuseFormProps) {
  const [ground, setGround] = useState<RecusalGround>()
  const [words, setWords] = useState('')
  const [person, setPerson] = useState<string>()
  const missing = order && !person ? '还没选人' : !ground ? '还没选事由' : tooShort(words, 4, '说明')
  const send = async () => {
    const about = { caseId, ground: ground ?? 'other', words }
    if (order) await protection.order(person ?? '', about)
    else await protection.declare(about)
    onDone()
  }
  return (
    <SendForm word={order ? '责令回避' : '申报回避'} missing={missing} danger={!order} send={send} onClose={onClose}>
      {(fault) => (
        <>
          {!order && <Notice kind="warn">申报后，这件从您的列表、搜索、计数和消息里消失，由监督人员才能解除。</Notice>}
          {order && <PersonField value={person} onChange={setPerson} />}
          <PickField label="事由" placeholder="请选择" options={grounds} value={ground} onChange={setGround} />
          <TextArea label="说明" value={words} onChange={setWords} maxLength={300} error={fault('words')} />
        </>
      )}
    </SendForm>
  )
}

function PersonField({ value, onChange }: { value: string | undefined; onChange: (id: string | undefined) => void }) {
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const found = useRemote(async () => (q ? (await call(findPeople, { q })).people : []), q)
  return (
    <View className="stack-tight">
      <TextField
        label="谁须回避"
        hint="输入姓名"
        icon="search"
        value={typed}
        onChange={(next) => {
          setTyped(next)
          onChange(undefined)
        }}
        maxLength={20}
      />
      {q !== '' && (
        <Loaded from={found}>
          {(people) => (
            <PickField
              label="选人"
              placeholder={people.length === 0 ? '没有这样的人' : '请选择'}
              options={people.map(({ id, name, unitName }) => ({ value: id, word: `${name}（${unitName ?? '—'}）` }))}
              value={value}
              onChange={onChange}
            />
          )}
        </Loaded>
      )}
    </View>
  )
}
