import type { CaseDetail, WaitingRequest } from '@minyi/shared/cases/office/contract.ts'
import { decideRequest } from '@minyi/shared/cases/requests/contract.ts'
import { requestKindLabels } from '@minyi/shared/cases/requests/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { call } from '../../../lib/call'
import { once } from '../../../lib/once'
import { toast } from '../../../lib/toast'
import { type Decided, Decision, RequestWords } from '../../approvals/decision'
import { reloadItem, showItem } from '../item/store'
import { refreshList, replaceRow } from '../list/store'
import './step.css'

/** What waits on the item for a second person, with the decision for whoever may take it. */
export function WaitingCard({ item }: { item: CaseDetail }) {
  if (item.waiting.length === 0) return null
  return (
    <Card className="stack-tight" label="待审核">
      <Heading className="card-title">待审核</Heading>
      {item.waiting.map((request) => (
        <View key={request.id} className="stack-tight waiting-request">
          <RequestWords request={request} />
          {request.mayDecide && request.kind !== 'closing' && (
            <Decision
              id={request.id}
              kind={request.kind}
              send={(decision) => decide(item, request, decision)}
              onStale={reloadItem}
            />
          )}
          {request.mayDecide && request.kind === 'closing' && <View className="sub">请到“审核”里整批审核。</View>}
          {!request.mayDecide && <View className="sub">等另一位同事审核，提出的人和本单位不能审核。</View>}
        </View>
      ))}
    </Card>
  )
}

async function decide(item: CaseDetail, request: WaitingRequest, decided: Decided): Promise<void> {
  const input = { caseId: item.id, version: item.version, requestId: request.id, ...decided }
  const detail = await once('decide', input, (id) => call(decideRequest, { id, ...input }))
  replaceRow(detail)
  showItem(detail)
  toast(`${item.number} ${decided.decision === 'approve' ? '已同意' : '未同意'}${requestKindLabels[request.kind]}`)
  await refreshList()
}
