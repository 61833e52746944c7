import { type Alarm, acknowledgeAlarm, listAlarms, type WatchRule } from '@minyi/shared/indicators/alarms/contract.ts'
import {
  alarmChartLabels,
  alarmPartsWords,
  alarmWords,
  runLengthWords,
  watchRuleWords,
} from '@minyi/shared/indicators/alarms/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Sheet } from '../../../components/confirm-sheet'
import { TextArea } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { Icon } from '../../../components/icon'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { DemoMark, Tag } from '../../../components/tag'
import { call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { useKeptRemote } from '../../../lib/kept-remote'
import { shortDay } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'
import { OrderButton } from '../../supervision/order-button'
import './leader.css'

/** The alarms of one indicator, with the case for each and how often the watch cries wolf. */
export function AlarmsCard({ indicatorId }: { indicatorId: string }) {
  const ask = { indicatorId, limit: 20 }
  const alarms = useKeptRemote(() => call(listAlarms, ask), `alarms/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={alarms}>
      {({ rows, rule, next }) => (
        <Card label="预警" className="chart-part">
          <Heading>{rows.length > 0 ? `预警：${rows.length} 处${next ? '以上' : ''}在下滑` : '预警：现在没有'}</Heading>
          {rows.map((alarm) => (
            <AlarmItem key={alarm.id} alarm={alarm} onChanged={alarms.reload} />
          ))}
          <RuleWords rule={rule} />
        </Card>
      )}
    </KeptLoaded>
  )
}

export const RuleWords = ({ rule }: { rule: WatchRule }) => <View className="sub">{watchRuleWords(rule)}</View>

/** One alarm: what falls since when, where to look, what was said to it, and the way to say something. */
export function AlarmItem({ alarm, onChanged }: { alarm: Alarm; onChanged: () => void }) {
  const [open, setOpen] = useState(false)
  const { scope, raisedOn, acknowledgements } = alarm
  return (
    <View className="alarm">
      <Icon name="warning" className="alarm-icon" />
      <View className="grow stack-tight">
        <View className="wrap">
          <View className="strong">{scope.name}</View>
          <Tag tone="warn">{alarmChartLabels[alarm.case.chart]}</Tag>
          <View className="sub">{shortDay(raisedOn)}发现</View>
          {alarm.demo && <DemoMark />}
        </View>
        <View>{alarmWords(alarm.case)}</View>
        <View>{alarmPartsWords(alarm.case)}</View>
        <View className="sub">{runLengthWords(alarm.case)}</View>
        {acknowledgements.map(({ by, at, note }) => (
          <View key={at} className="alarm-note">
            {by}（{shortDay(at)}）：{note}
          </View>
        ))}
        <View className="wrap">
          <Button kind="line" small narrow onPress={() => setOpen(true)}>
            {acknowledgements.length > 0 ? '再写一句' : '看过了，写处理意见'}
          </Button>
          <OrderButton of={{ source: 'alarm', id: alarm.id, name: orderName(alarm) }} given={orderOf(alarm)} />
        </View>
      </View>
      <NoteSheet alarm={alarm} open={open} onClose={() => setOpen(false)} onDone={onChanged} />
    </View>
  )
}

const orderName = ({ indicator, scope }: Alarm) => `${scope.name} · ${indicator.name}`

/** An order about an alarm, without its numbers: the units that it goes to read closed figures only. */
function orderOf({ indicator: { name }, scope }: Alarm) {
  return {
    title: `提升${name}`,
    demand: `请就${name}开展自查，找出群众不满意的原因，提出整改措施，按期反馈进展。`,
    unitIds: scope.dimension === 'unit' && scope.id !== null ? [scope.id] : [],
  }
}

type NoteSheetProps = { alarm: Alarm; open: boolean; onClose: () => void; onDone: () => void }

function NoteSheet({ alarm, open, onClose, onDone }: NoteSheetProps) {
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [fault, setFault] = useState<string>()
  const [id, setId] = useState<string>()
  const send = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      await call(acknowledgeAlarm, { id: own, alarmId: alarm.id, note })
      setNote('')
      setFault(undefined)
      setId(undefined)
      toast('已记下')
      onClose()
      onDone()
    } catch (error) {
      const failure = failureFrom(error)
      if (failure.code !== 'offline') setId(undefined)
      setFault(failure.fieldMessage('note') ?? failure.title)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Sheet open={open} title={`${alarm.scope.name}：打算怎么办`} onClose={onClose}>
      <TextArea
        label="处理意见"
        hint="署您的名，只增不改"
        value={note}
        onChange={setNote}
        maxLength={500}
        placeholder="例如：请市城管局五个工作日内说明 10 月差评集中在哪里"
        error={fault}
      />
      <Button busy={busy} disabled={note.trim().length < 2} onPress={send}>
        记下
      </Button>
      <Button kind="word" onPress={onClose}>
        先不
      </Button>
    </Sheet>
  )
}

/** An alarm in two lines, on the page of all indicators. */
export function AlarmLine({ alarm, onOpen }: { alarm: Alarm; onOpen: () => void }) {
  const seen = alarm.acknowledgements.length > 0
  return (
    <View className="attention">
      <Icon name="warning" className="alarm-icon" />
      <View className="grow">
        <View className="strong">
          {alarm.scope.name}：{alarm.indicator.name}在下滑
        </View>
        <View className="sub">{alarmWords(alarm.case)}</View>
        {alarm.case.parts.length > 0 && <View className="sub">{alarmPartsWords(alarm.case)}</View>}
        {seen && <View className="sub">已有处理意见</View>}
      </View>
      <WordLink label={`看构成，${alarm.scope.name}的预警`} onPress={onOpen}>
        看构成
      </WordLink>
    </View>
  )
}
