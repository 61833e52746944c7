import { endReasonLabels, otherPathLabels } from '@minyi/shared/cases/labels.ts'
import type { RequestKind, WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import { pauseReasonLabels, requestKindLabels } from '@minyi/shared/cases/requests/labels.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { Tag } from '../../components/tag'
import { type CallFailure, failureFrom } from '../../lib/call'
import { instantInWords } from '../../lib/time-words'

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

export type Decided = { decision: 'approve' | 'refuse'; words: string }

export type DecisionProps = {
  id: string
  kind: RequestKind
  /** Takes the decision; a refusal is shown and the words stay. */
  send: (decided: Decided) => Promise<void>
  /** Shows the newest, after somebody else was faster. */
  onStale: () => Promise<void>
}

const effects = {
  extension: '同意后延长到期日，理由告知诉求人',
  pause: '同意后停止计时，理由告知诉求人',
  objection: '异议成立就退回重新分派，不成立继续办理',
  closing: '同意后逐件结案，理由和去处告知诉求人',
} as const

/** The word of the second person, with what it leads to. */
export function Decision({ id, kind, send, onStale }: DecisionProps) {
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState<Decided['decision']>()
  const [failure, setFailure] = useState<CallFailure>()
  const decide = async (decision: Decided['decision']) => {
    setBusy(decision)
    setFailure(undefined)
    try {
      await send({ decision, words })
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(undefined)
    }
  }
  const isShort = words.trim().length < 2
  const [yes, no] = kind === 'objection' ? ['异议成立', '异议不成立'] : ['同意', '不同意']
  return (
    <>
      <TextArea
        id={`decide-${id}`}
        label="审核意见"
        hint="内部"
        value={words}
        onChange={setWords}
        maxLength={1000}
        error={failure?.fieldMessage('words')}
      />
      {failure && failure.fields.length === 0 && <Refused failure={failure} onStale={onStale} />}
      <View className="sub">{effects[kind]}。</View>
      <View className="wrap">
        <Button
          small
          narrow
          busy={busy === 'approve'}
          disabled={isShort || busy !== undefined}
          onPress={() => decide('approve')}
        >
          {isShort ? `${yes}（先写意见）` : yes}
        </Button>
        <Button
          small
          narrow
          kind="line"
          busy={busy === 'refuse'}
          disabled={isShort || busy !== undefined}
          onPress={() => decide('refuse')}
        >
          {no}
        </Button>
      </View>
    </>
  )
}

function Refused({ failure, onStale }: { failure: CallFailure; onStale: () => Promise<void> }) {
  return (
    <Notice kind="warn" live>
      <View className="spread">
        <View className="grow">
          {failure.title}
          {failure.detail && <View>{failure.detail}</View>}
        </View>
        {failure.code === 'version-conflict' && (
          <Button kind="line" small narrow onPress={onStale}>
            看最新内容
          </Button>
        )}
      </View>
    </Notice>
  )
}
