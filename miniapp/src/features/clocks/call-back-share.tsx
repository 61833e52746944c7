import { defineLotRule, type LotSetting, readLotRule } from '@minyi/shared/cases/call-backs/contract.ts'
import { type CaseChannel, CaseChannel as Channel } from '@minyi/shared/cases/contract.ts'
import { caseChannelLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { FormFoot } from '../../components/office/form-foot'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { useSending } from '../../lib/sending'
import { toast } from '../../lib/toast'

const asStaff = { as: 'staff' } as const

/** How much of what ended is called back, by source channel; the next drawing goes by it. */
export function CallBackShare() {
  const setting = useRemote(() => call(readLotRule, {}, asStaff), 'lot-rule')
  return (
    <Loaded from={setting}>
      {(found) => <ShareForm key={found.version} setting={found} onDone={setting.replace} />}
    </Loaded>
  )
}

type Typed = Partial<Record<CaseChannel, string>>

const percentOf = (share: number) => String(Math.round(share * 1000) / 10)

function typedFrom({ rule }: LotSetting): Typed {
  return Object.fromEntries(Channel.options.map((one) => [one, percentOf(rule.shares[one] ?? rule.share)]))
}

function ShareForm({ setting, onDone }: { setting: LotSetting; onDone: (next: LotSetting) => void }) {
  const { rule, version } = setting
  const [typed, setTyped] = useState<Typed>(typedFrom(setting))
  const [source, setSource] = useState('')
  const { busy, failure, send } = useSending('lot-rule')
  const isPercent = (text = '') => /^\d{1,3}(\.\d)?$/.test(text.trim()) && Number(text) <= 100
  const wrong = Channel.options.find((one) => !isPercent(typed[one]))
  const missing = wrong ? `${caseChannelLabels[wrong]}写 0 到 100` : source.trim().length < 4 ? '先写依据' : undefined
  const shares = Object.fromEntries(Channel.options.map((one) => [one, Number(typed[one]) / 100]))
  const input = { version, rule: { ...rule, shares }, source: source.trim() }
  const finish = (next: LotSetting) => {
    toast('回访比例已保存，从下一次抽样起用')
    onDone(next)
  }
  return (
    <Card className="stack" label="回访比例">
      <Heading>办结以后回访多少</Heading>
      <View className="sub">
        100 是件件回访，0 是不回访。不到 100 的抽签，每期至少 {rule.least} 件、最多 {rule.most} 件。
        只回访在本系统答复的，导入的历史件不回访。
      </View>
      <View className="clock-fields">
        {Channel.options.map((one) => (
          <TextField
            key={one}
            id={`share-${one}`}
            label={caseChannelLabels[one]}
            hint="%"
            value={typed[one] ?? ''}
            onChange={(value) => setTyped({ ...typed, [one]: value })}
            maxLength={5}
          />
        ))}
      </View>
      <View className="sub">现行依据：{setting.source}</View>
      <TextField id="share-source" label="这次修改的依据" value={source} onChange={setSource} maxLength={300} />
      <FormFoot
        word="保存"
        {...{ missing, busy, failure }}
        onSend={() => send(input, (id) => call(defineLotRule, { id, ...input }, asStaff), finish)}
        onBack={() => setTyped(typedFrom(setting))}
      />
    </Card>
  )
}
