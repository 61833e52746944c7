import { type CallBack, mostTries } from '@minyi/shared/cases/call-backs/contract.ts'
import {
  exclusionLabels,
  outcomeLabels,
  respondedLabels,
  script,
  solvedLabels,
} from '@minyi/shared/cases/call-backs/labels.ts'
import { caseKindLabels, unitOutcomeLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { ReasonForm } from '../../components/office/reason-form'
import { SealedFields } from '../../components/office/sealed-field'
import { Tag } from '../../components/tag'
import { instantInWords, shortDay } from '../../lib/time-words'
import { useOffice } from '../office/store'
import { SendForm } from '../protection/send-form'
import { CallForm } from './call-form'
import { callBack } from './store'

/** One call: what the item was, the number, what to say, and what was answered. */
export function CallItem({ item, onDone }: { item: CallBack; onDone: () => Promise<void> }) {
  return (
    <>
      <View className="item-head">
        <View className="wrap item-facts">
          <View>
            {item.number} · {caseKindLabels[item.kind]}
          </View>
          {item.areaName && <View>{item.areaName}</View>}
          {item.outcome && <Tag tone="plain">{outcomeLabels[item.outcome]}</Tag>}
          {item.reopened && <Tag tone="warn">已退回重办</Tag>}
        </View>
        <Heading className="item-title">{item.title}</Heading>
      </View>
      <Card className="stack-tight" label="单位的答复">
        <View className="sub">
          {item.unitName}
          {item.endedDay ? ` · ${shortDay(item.endedDay)}结案` : ''} · 抽自 {shortDay(item.period.from)}至
          {shortDay(item.period.to)}办结的件
        </View>
        {item.unitOutcome && <View className="strong">{unitOutcomeLabels[item.unitOutcome]}</View>}
        <View className="written">{item.replyWords ?? '没有书面答复'}</View>
      </Card>
      {item.outcome ? (
        <Result item={item} />
      ) : item.mine ? (
        <Calling item={item} onDone={onDone} />
      ) : (
        <Taking item={item} onDone={onDone} />
      )}
    </>
  )
}

function Taking({ item, onDone }: { item: CallBack; onDone: () => Promise<void> }) {
  return (
    <Card className="stack-tight">
      <View>{item.callerName ? `这件分给了${item.callerName}。` : '这件还没有人回访。'}</View>
      <SendForm
        word="由我来回访"
        send={async () => {
          await callBack.take(item)
          await onDone()
        }}
      >
        {() => null}
      </SendForm>
    </Card>
  )
}

function Calling({ item, onDone }: { item: CallBack; onDone: () => Promise<void> }) {
  const place = useOffice((office) => office.me?.tenant.name ?? '')
  return (
    <>
      <PhoneCard item={item} />
      <Notice icon="phone">{script.opening.replace('{place}', place).replace('{title}', item.title)}</Notice>
      <CallForm item={item} onDone={onDone} />
    </>
  )
}

/** The number, opened with a reason that the resident will read; only the number, never the name. */
function PhoneCard({ item }: { item: CallBack }) {
  const [phone, setPhone] = useState<string>()
  const [asking, setAsking] = useState(false)
  return (
    <Card className="stack-tight" label="要拨打的电话">
      <View className="spread">
        <Heading className="card-title">
          <Icon name="lock" /> 要拨打的电话
        </Heading>
        {!phone && !asking && (
          <Button kind="word" small onPress={() => setAsking(true)}>
            查看电话
          </Button>
        )}
      </View>
      {phone ? (
        <View className="opened">{phone}</View>
      ) : (
        <SealedFields names={['手机号']} reason="每次查看都写明理由、留下记录并告知诉求人；姓名不显示。" />
      )}
      {item.tries > 0 && (
        <View className="sub">
          打过 {item.tries} 次{item.triedAt ? `，上次 ${instantInWords(item.triedAt)}` : ''}；第 {mostTries}{' '}
          次仍不通，记为未接通。
        </View>
      )}
      {asking && !phone && (
        <ReasonForm
          id="phone-reason"
          hint="诉求人会看到您的姓名、单位和这段理由"
          word="查看并记录"
          least={4}
          onAsk={async (reason) => setPhone((await callBack.openPhone(item.id, reason)).phone)}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}

function Result({ item }: { item: CallBack }) {
  const lines = [
    item.responded && respondedLabels[item.responded],
    item.solved && solvedLabels[item.solved],
    item.grade !== null && `满意度 ${item.grade} 分（5 分最高）`,
    item.exclusion && exclusionLabels[item.exclusion],
    item.words,
  ].filter(Boolean)
  return (
    <Card className="stack-tight" label="回访结果">
      <Heading className="card-title">{item.outcome && outcomeLabels[item.outcome]}</Heading>
      {lines.map((line) => (
        <View key={String(line)}>{line}</View>
      ))}
      {item.doneAt && <View className="sub">{instantInWords(item.doneAt)}登记</View>}
    </Card>
  )
}
