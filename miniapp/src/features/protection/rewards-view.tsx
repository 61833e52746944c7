import { listRewards, type Reward } from '@minyi/shared/cases/rewards/contract.ts'
import { rewardStateLabels } from '@minyi/shared/cases/rewards/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { TextArea, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { Switch } from '../../components/switch'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { Paged } from './paged'
import { SendForm, tooShort } from './send-form'
import { protection } from './store'

/** Rewards of reporters: one person decides, another approves, and the holder of the code is paid without a name. */
export function RewardsView() {
  const [paying, setPaying] = useState(false)
  const [turn, setTurn] = useState(0)
  return (
    <View className="stack">
      <Notice icon="shield">举报人凭回执申领，凭领取码领取；这里不显示、也不登记举报人是谁。</Notice>
      <View className="wrap">
        <Button narrow small onPress={() => setPaying(true)}>
          凭领取码发放
        </Button>
      </View>
      <Paged
        about={`rewards/${turn}`}
        read={(after) => call(listRewards, { after })}
        empty={{ title: '还没有人申领', text: '投诉举报查实办结后，举报人可以凭回执申领。' }}
      >
        {(row, reload) => <RewardCard row={row} onDone={reload} />}
      </Paged>
      <Sheet open={paying} title="凭领取码发放" onClose={() => setPaying(false)}>
        <PayForm
          onClose={() => setPaying(false)}
          onDone={() => {
            setPaying(false)
            setTurn(turn + 1)
          }}
        />
      </Sheet>
    </View>
  )
}

function PayForm({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [code, setCode] = useState('')
  const [reference, setReference] = useState('')
  const send = async () => {
    const { amountYuan } = await protection.pay(code, reference)
    toast(`已登记发放 ${amountYuan} 元`)
    onDone()
  }
  const missing = code.trim().length < 8 ? '还没填领取码' : tooShort(reference, 4, '凭证号')
  return (
    <SendForm word="登记发放" missing={missing} send={send} onClose={onClose}>
      {(fault) => (
        <>
          <TextField label="领取码" value={code} onChange={setCode} maxLength={20} error={fault('code')} />
          <TextField
            label="支付凭证号"
            hint="不写领取人"
            value={reference}
            onChange={setReference}
            maxLength={60}
            error={fault('paymentReference')}
          />
        </>
      )}
    </SendForm>
  )
}

function RewardCard({ row, onDone }: { row: Reward; onDone: () => void }) {
  const [act, setAct] = useState<'decide' | 'approve'>()
  const close = () => setAct(undefined)
  const done = () => {
    close()
    onDone()
  }
  const line = [
    row.decidedByName && `${row.decidedByName}提出`,
    row.approvedByName && `${row.approvedByName}复核`,
    row.paidAt && `${instantInWords(row.paidAt)}发放，凭证 ${row.paymentReference ?? ''}`,
  ].filter(Boolean)
  return (
    <Card className="stack-tight">
      <View className="spread">
        <Heading className="strong">
          {row.number} · {row.title}
        </Heading>
        <Tag tone={row.state === 'paid' ? 'good' : row.may.length > 0 ? 'warn' : 'plain'}>
          {rewardStateLabels[row.state]}
        </Tag>
      </View>
      <View className="sub">{instantInWords(row.claimedAt)}申领</View>
      {row.reason && (
        <View>
          {row.amountYuan !== null ? `奖励 ${row.amountYuan} 元：` : '不予奖励：'}
          {row.reason}
        </View>
      )}
      {line.length > 0 && <View className="sub">{line.join(' · ')}</View>}
      {row.may.includes('decide') && (
        <Button narrow small onPress={() => setAct('decide')}>
          审定
        </Button>
      )}
      {row.may.includes('approve') && (
        <Button narrow small onPress={() => setAct('approve')}>
          复核
        </Button>
      )}
      <Sheet open={act !== undefined} title={act === 'approve' ? '复核奖励意见' : '审定奖励'} onClose={close}>
        {act === 'decide' && <DecideForm row={row} onDone={done} onClose={close} />}
        {act === 'approve' && <ApproveForm row={row} onDone={done} onClose={close} />}
      </Sheet>
    </Card>
  )
}

type FormProps = { row: Reward; onDone: () => void; onClose: () => void }

function DecideForm({ row, onDone, onClose }: FormProps) {
  const [award, setAward] = useState(true)
  const [amount, setAmount] = useState('')
  const [reason, setReason] = useState('')
  const yuan = /^[1-9]\d{0,5}$/.test(amount) ? Number(amount) : undefined
  const missing = award && yuan === undefined ? '还没填金额' : tooShort(reason, 5)
  const send = async () => {
    const said = { amountYuan: award ? yuan : undefined, reason }
    await protection.decide({ rewardId: row.id, version: row.version }, said)
    onDone()
  }
  return (
    <SendForm word="提出意见" missing={missing} send={send} onClose={onClose}>
      {(fault) => (
        <>
          <Switch label="给予奖励" on={award} onChange={setAward} />
          {award && (
            <TextField
              label="金额（元）"
              kind="number"
              value={amount}
              onChange={setAmount}
              maxLength={6}
              error={fault('amountYuan')}
            />
          )}
          <TextArea
            label="理由"
            hint="举报人会看到，不写能认出谁的话"
            value={reason}
            onChange={setReason}
            maxLength={500}
            error={fault('reason')}
          />
        </>
      )}
    </SendForm>
  )
}

function ApproveForm({ row, onDone, onClose }: FormProps) {
  const [agree, setAgree] = useState(true)
  const [words, setWords] = useState('')
  const send = async () => {
    await protection.approve({ rewardId: row.id, version: row.version }, agree, words)
    onDone()
  }
  return (
    <SendForm word={agree ? '同意' : '退回重新审定'} danger={!agree} send={send} onClose={onClose}>
      {() => (
        <>
          <View>
            {row.amountYuan !== null ? `拟奖励 ${row.amountYuan} 元：` : '拟不予奖励：'}
            {row.reason}
          </View>
          <Switch label="同意" on={agree} onChange={setAgree} />
          <TextArea label="复核意见" hint="可不填" value={words} onChange={setWords} maxLength={500} />
        </>
      )}
    </SendForm>
  )
}
