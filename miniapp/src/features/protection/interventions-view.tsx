import { type Intervention, listInterventions } from '@minyi/shared/cases/interventions/contract.ts'
import { askingLabels, standingLabels, wayLabels } from '@minyi/shared/cases/interventions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { ReasonForm } from '../../components/office/reason-form'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { InterventionForm } from './intervention-form'
import { Paged } from './paged'
import { protection } from './store'
import '../../components/office/item-column.css'

/** What people from outside of the handling asked of it (干预插手). */
export function InterventionsView() {
  return (
    <View className="stack">
      <Notice icon="shield">在民意件的“监督保护”里如实记录。记录后不能修改，只能再记一条更正；按期通报。</Notice>
      <Paged
        about="interventions"
        read={(after) => call(listInterventions, { after })}
        empty={{ title: '没有干预插手的记录', text: '有人打听、说情、打招呼时，经办人员要当天记录。' }}
      >
        {(row, reload) => <InterventionCard row={row} onDone={reload} />}
      </Paged>
    </View>
  )
}

function InterventionCard({ row, onDone }: { row: Intervention; onDone: () => void }) {
  const [asking, setAsking] = useState(false)
  const [name, setName] = useState<string>()
  const [correcting, setCorrecting] = useState(false)
  const close = () => setCorrecting(false)
  const done = () => {
    toast('已记一条更正')
    close()
    onDone()
  }
  return (
    <Card className="stack-tight">
      <View className="spread">
        <Heading className="strong">
          {row.office}
          {row.post ? ` · ${row.post}` : ''}
        </Heading>
        <Tag tone="warn">{askingLabels[row.asked]}</Tag>
      </View>
      <View className="written">{row.words}</View>
      <View className="sub">
        {instantInWords(row.happenedAt)} · {wayLabels[row.way]} · {standingLabels[row.standing]}
      </View>
      <View className="sub">
        {row.number} {row.title} · {row.recordedByName}（{row.recordedUnitName ?? '—'}）{instantInWords(row.recordedAt)}
        记录
        {row.corrects ? ' · 更正前一条' : ''}
      </View>
      {name && <View className="opened">姓名：{name}</View>}
      <View className="wrap">
        {row.hasName && !name && !asking && (
          <Button narrow small kind="line" onPress={() => setAsking(true)}>
            <Icon name="lock" size={14} /> 查看姓名
          </Button>
        )}
        <Button narrow small kind="line" onPress={() => setCorrecting(true)}>
          记一条更正
        </Button>
      </View>
      <Sheet open={correcting} title={`更正 ${row.number} 的记录`} onClose={close}>
        {correcting && (
          <InterventionForm caseId={row.caseId} instant={row.happenedAt} corrects={row} onDone={done} onClose={close} />
        )}
      </Sheet>
      {asking && !name && (
        <ReasonForm
          id={`name-${row.id}`}
          hint="写明用途，留下记录"
          word="查看并记录"
          least={5}
          onAsk={async (reason) => setName((await protection.openName(row.id, reason)).name ?? '没有记姓名')}
          onClose={() => setAsking(false)}
        />
      )}
    </Card>
  )
}
