import { type CaseRequest, decideClosing } from '@minyi/shared/cases/requests/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ManyChips } from '../../components/chip'
import { Field } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { call } from '../../lib/call'
import { once } from '../../lib/once'
import { toast } from '../../lib/toast'
import { type Decided, Decision, RequestWords } from './decision'

/** Closings that were proposed together: never none. */
export type Batch = [CaseRequest, ...CaseRequest[]]

/** Splits what waits into single requests and batches of closings. */
export function batchesOf(rows: readonly CaseRequest[]): { single: CaseRequest[]; batches: Batch[] } {
  const batches = new Map<string, Batch>()
  for (const row of rows.filter(({ kind }) => kind === 'closing')) {
    const known = batches.get(row.batchId)
    if (known) known.push(row)
    else batches.set(row.batchId, [row])
  }
  return { single: rows.filter(({ kind }) => kind !== 'closing'), batches: [...batches.values()] }
}

/** A batch of closings: read item by item, single ones can stay open, and the rest ends together. */
export function BatchCard({ batch, onDone }: { batch: Batch; onDone: () => Promise<void> }) {
  const [first] = batch
  const [except, setExcept] = useState<string[]>([])
  const [left, setLeft] = useState<OutputOf<typeof decideClosing>['results']>([])
  const send = async ({ decision, words }: Decided) => {
    const input = { batchId: first.batchId, decision, words, except }
    const { results } = await once('closing', input, (id) => call(decideClosing, { id, ...input }, { as: 'staff' }))
    const failed = results.filter(({ fault }) => fault !== null)
    const closed = results.length - failed.length - (decision === 'approve' ? except.length : results.length)
    toast(decision === 'approve' ? `已结案 ${Math.max(0, closed)} 件` : '整批未同意，各件继续办理')
    if (failed.length > 0) setLeft(failed)
    else await onDone()
  }
  if (left.length > 0) {
    return (
      <Card label="没有结案的" className="stack-tight">
        <Heading>{left.length} 件提议后有了变化，没有结案</Heading>
        {left.map(({ caseId, number, fault }) => (
          <View key={caseId}>
            {number}：{fault}
          </View>
        ))}
        <View className="wrap">
          <Button small narrow onPress={onDone}>
            知道了
          </Button>
        </View>
      </Card>
    )
  }
  return (
    <Card label="批量结案" className="stack-tight">
      <Heading>批量结案 {batch.length} 件</Heading>
      <RequestWords request={first} />
      <Field label="哪几件先不结" hint="可不选">
        <ManyChips
          label="先不结的"
          options={batch.map(({ caseId, number, title }) => ({ value: caseId, word: `${number} ${title}` }))}
          values={except}
          onChange={setExcept}
        />
      </Field>
      {first.mayDecide ? (
        <Decision id={first.batchId} kind="closing" send={send} onStale={onDone} />
      ) : (
        <Notice>等另一位同事审核，提出的人不能自己审核。</Notice>
      )}
    </Card>
  )
}
