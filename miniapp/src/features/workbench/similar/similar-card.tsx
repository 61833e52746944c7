import { type Candidate, listSimilar, mergeCases, unmergeCase } from '@minyi/shared/cases/merging/contract.ts'
import { mergeFaultLabels } from '@minyi/shared/cases/merging/labels.ts'
import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Tag } from '../../../components/tag'
import { call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { useRemote } from '../../../lib/remote'
import { instantInWords } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'
import { StateTag } from '../case-words'
import { openItem, reloadItem } from '../item/store'

/** Items that may be about the same, those merged into this one, and the lead of this one, with what can be done about it. */
export function SimilarCard({ item }: { item: CaseDetail }) {
  const similar = useRemote(() => call(listSimilar, { caseId: item.id }), `${item.id}/${item.version}`)
  const [busy, setBusy] = useState(false)
  if (similar.remote.state !== 'ready') return null
  const { lead, merged, candidates, mayMerge } = similar.remote.value
  if (!lead && merged.length === 0 && candidates.length === 0) return null
  const act = async (run: () => Promise<unknown>, done: string) => {
    setBusy(true)
    try {
      await run()
      toast(done)
      await Promise.all([reloadItem(), similar.reload()])
    } catch (error) {
      const failure = failureFrom(error)
      toast(failure.detail ?? failure.title)
    } finally {
      setBusy(false)
    }
  }
  const merge = ({ row }: Candidate) =>
    act(async () => {
      const items = [{ caseId: row.id, version: row.version }]
      await call(mergeCases, { id: await newId(), caseId: item.id, version: item.version, items })
    }, `${row.number} 已并入`)
  const undo = (row: { id: string; number: string; version: number }) =>
    act(
      async () => call(unmergeCase, { id: await newId(), caseId: row.id, version: row.version }),
      `${row.number} 已恢复单独办理`,
    )
  return (
    <Card label="同类诉求" className="stack">
      <Heading>同类诉求</Heading>
      {lead && (
        <View className="spread">
          <View className="grow">
            {item.state === 'merged' ? '已并入，随主件办理：' : '主件：'}
            <WordLink onPress={() => openItem(lead.id)}>{lead.number}</WordLink> {lead.title}
          </View>
          {mayMerge && item.state === 'merged' && (
            <Button kind="line" small narrow busy={busy} onPress={() => undo(item)}>
              撤销并单
            </Button>
          )}
        </View>
      )}
      {merged.map((row) => (
        <View key={row.id} className="spread">
          <View className="grow">
            <WordLink onPress={() => openItem(row.id)}>{row.number}</WordLink> {row.title}
            <View className="sub">{instantInWords(row.mergedAt)}并入，保留自己的回执和评价</View>
          </View>
          <StateTag state={row.state} round={row.round} />
          {mayMerge && row.state === 'merged' && (
            <Button kind="line" small narrow busy={busy} label={`撤销并单 ${row.number}`} onPress={() => undo(row)}>
              撤销并单
            </Button>
          )}
        </View>
      ))}
      {candidates.slice(0, 5).map((candidate) => (
        <CandidateRow
          key={candidate.row.id}
          candidate={candidate}
          busy={busy}
          onMerge={mayMerge && candidate.fault === null ? () => merge(candidate) : undefined}
        />
      ))}
    </Card>
  )
}

type RowProps = { candidate: Candidate; busy: boolean; onMerge: (() => void) | undefined }

function CandidateRow({ candidate, busy, onMerge }: RowProps) {
  const { row, score, linked, fault } = candidate
  return (
    <View className="spread">
      <View className="grow">
        <WordLink onPress={() => openItem(row.id)}>{row.number}</WordLink> {row.title}
        <View className="sub">
          相似 {Math.round(score * 100)}% · {row.areaName ?? '未填区域'} · {instantInWords(row.receivedAt)}
          {fault ? ` · ${mergeFaultLabels[fault]}` : ''}
        </View>
      </View>
      {linked && <Tag>诉求人选了一并关注</Tag>}
      <StateTag state={row.state} round={row.round} />
      {onMerge && (
        <Button kind="line" small narrow busy={busy} label={`并入这件 ${row.number}`} onPress={onMerge}>
          并入这件
        </Button>
      )}
    </View>
  )
}
