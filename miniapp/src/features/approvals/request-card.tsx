import { type CaseRequest, decideRequest } from '@minyi/shared/cases/requests/contract.ts'
import { requestKindLabels, requestStateLabels } from '@minyi/shared/cases/requests/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { go } from '../../lib/navigate'
import { once } from '../../lib/once'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { type Decided, Decision, RequestWords } from './decision'

type RequestProps = { request: CaseRequest }

export function RequestCard({ request, onDone }: RequestProps & { onDone: () => Promise<void> }) {
  const { id: requestId, caseId, caseVersion: version, kind, number } = request
  const send = async (decided: Decided) => {
    const input = { caseId, version, requestId, ...decided }
    await once('decide', input, (id) => call(decideRequest, { id, ...input }, { as: 'staff' }))
    toast(`${number} ${decided.decision === 'approve' ? '已同意' : '未同意'}${requestKindLabels[kind]}`)
    await onDone()
  }
  return (
    <Card label={`${requestKindLabels[kind]} ${number}`} className="stack-tight">
      <Title request={request} />
      <RequestWords request={request} />
      {request.mayDecide ? (
        <Decision id={requestId} kind={kind} send={send} onStale={onDone} />
      ) : (
        <View className="sub">等另一位同事审核，提出的人和本单位不能审核。</View>
      )}
    </Card>
  )
}

/** What became of a request, by whose word. */
export function DecidedCard({ request }: RequestProps) {
  const { state, decidedBy, decidedAt, decisionWords } = request
  return (
    <Card label={`${requestKindLabels[request.kind]} ${request.number}`} className="stack-tight">
      <Title request={request} />
      <View className="wrap">
        <Tag tone={state === 'approved' ? 'good' : 'plain'}>
          {requestKindLabels[request.kind]}
          {requestStateLabels[state]}
        </Tag>
        <View>{request.words}</View>
      </View>
      <View className="sub">
        {decidedBy
          ? `${decidedBy} ${decidedAt ? instantInWords(decidedAt) : ''}：${decisionWords ?? ''}`
          : '没有人审核，事项已有了结果'}
      </View>
    </Card>
  )
}

function Title({ request }: RequestProps) {
  return (
    <View className="spread">
      <Heading className="strong">
        {request.number} {request.title}
      </Heading>
      <Button small narrow kind="line" onPress={() => go('workbench', { item: request.caseId })}>
        看全件
      </Button>
    </View>
  )
}
