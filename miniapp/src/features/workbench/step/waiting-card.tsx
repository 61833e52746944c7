import { endReasonLabels, otherPathLabels } from '@minyi/shared/cases/labels.ts'
import type { CaseDetail, WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import { decideRequest } from '@minyi/shared/cases/requests/contract.ts'
import { pauseReasonLabels, requestKindLabels } from '@minyi/shared/cases/requests/labels.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { TextArea } from '../../../components/field'
import { Heading } from '../../../components/heading'
import { Notice } from '../../../components/notice'
import { Tag } from '../../../components/tag'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { instantInWords } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'
import { reloadItem, showItem } from '../item/store'
import { refreshList, replaceRow } from '../list/store'

/** What waits on the item for a second person, with the decision for whoever may take it. */
export function WaitingCard({ item }: { item: CaseDetail }) {
  if (item.waiting.length === 0) return null
  return (
    <Card className="stack-tight" label="待审核">
      <Heading className="card-title">待审核</Heading>
      {item.waiting.map((request) => (
        <View key={request.id} className="stack-tight waiting-request">
          <RequestWords request={request} />
          {request.mayDecide && request.kind !== 'closing' && <Decision item={item} request={request} />}
          {request.mayDecide && request.kind === 'closing' && <View className="sub">请到“审核”里整批审核。</View>}
          {!request.mayDecide && <View className="sub">等另一位同事审核，提出的人和本单位不能审核。</View>}
        </View>
      ))}
    </Card>
  )
}

/** Who asks for what, why, and until when it is to be decided. */
export function RequestWords({ request }: { request: WaitingRequest }) {
  const { kind, days, reason, endReason, otherPath, clock } = request
  const facts = [
    days !== null && `${days} 天`,
    reason && pauseReasonLabels[reason],
    endReason && endReasonLabels[endReason].title,
    otherPath && `去处：${otherPathLabels[otherPath].title}`,
  ].filter(Boolean)
  return (
    <>
      <View className="spread">
        <View className="wrap">
          <Tag tone="warn">{requestKindLabels[kind]}</Tag>
          <View className="strong">{facts.join(' · ')}</View>
        </View>
        <View className={clock.state === 'overdue' ? 'bad' : 'sub'}>审核{clockInWords(clock)}</View>
      </View>
      <View>{request.words}</View>
      <View className="sub">
        {[request.askedUnitName, request.askedBy].filter(Boolean).join(' ')} · {instantInWords(request.askedAt)}
      </View>
    </>
  )
}

const agreed = {
  extension: '同意后延长到期日，理由告知诉求人',
  pause: '同意后停止计时，理由告知诉求人',
  objection: '异议成立，退回重新分派',
  closing: '',
} as const

function Decision({ item, request }: { item: CaseDetail; request: WaitingRequest }) {
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState<'approve' | 'refuse'>()
  const [failure, setFailure] = useState<CallFailure>()
  const decide = async (decision: 'approve' | 'refuse') => {
    setBusy(decision)
    setFailure(undefined)
    try {
      const key = { id: await newId(), caseId: item.id, version: item.version, requestId: request.id }
      const detail = await call(decideRequest, { ...key, decision, words })
      replaceRow(detail)
      showItem(detail)
      toast(`${item.number} ${decision === 'approve' ? '已同意' : '未同意'}${requestKindLabels[request.kind]}`)
      await refreshList()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(undefined)
    }
  }
  const isShort = words.trim().length < 2
  return (
    <>
      <TextArea
        id={`decide-${request.id}`}
        label="审核意见"
        hint="内部"
        value={words}
        onChange={setWords}
        maxLength={1000}
        error={failure?.fieldMessage('words')}
      />
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          <View className="spread">
            <View className="grow">
              {failure.title}
              {failure.detail && <View>{failure.detail}</View>}
            </View>
            {failure.code === 'version-conflict' && (
              <Button kind="line" small onPress={reloadItem}>
                看最新内容
              </Button>
            )}
          </View>
        </Notice>
      )}
      <View className="sub">{agreed[request.kind]}。</View>
      <View className="wrap">
        <Button
          small
          busy={busy === 'approve'}
          disabled={isShort || busy !== undefined}
          onPress={() => decide('approve')}
        >
          {isShort ? '同意（先写意见）' : request.kind === 'objection' ? '异议成立' : '同意'}
        </Button>
        <Button
          small
          kind="line"
          busy={busy === 'refuse'}
          disabled={isShort || busy !== undefined}
          onPress={() => decide('refuse')}
        >
          {request.kind === 'objection' ? '异议不成立' : '不同意'}
        </Button>
      </View>
    </>
  )
}
