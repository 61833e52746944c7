import type { ToldFollowUp } from '@minyi/shared/follow-ups/contract.ts'
import { listUnitProposals, type UnitProposal, withdrawExclusions } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { useRemote } from '../../lib/remote'
import { shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { ProposeForm } from './propose-form'
import { proposeAsUnit } from './proposing/store'
import { StateTag } from './state-tag'

export type UnitProposalsProps = {
  /** The poor grade that is being proposed, chosen in the list above. */
  about: Pick<ToldFollowUp, 'id' | 'matter'> | undefined
  onClose: () => void
}

/** What the unit itself proposed and what came of it; it can propose and take back, never decide. */
export function UnitProposals({ about, onClose }: UnitProposalsProps) {
  const [turn, setTurn] = useState(0)
  const page = useRemote(() => call(listUnitProposals, { limit: 50 }), String(turn))
  const again = () => setTurn((now) => now + 1)
  return (
    <Card className="stack-tight" label="本单位提出的剔除">
      <Heading>本单位提出的剔除</Heading>
      <View className="sub">本单位只能提出，由监督机构审核；居民会被告知，并可以申诉。</View>
      {about && (
        <>
          <View className="strong">{about.matter.title}</View>
          <ProposeForm
            key={about.id}
            told="给监督机构看，不会给居民看"
            confirm="提出剔除"
            onPropose={async (grounds) => {
              await proposeAsUnit(about.id, grounds)
              toast('已提出，等监督机构审核')
              onClose()
              again()
            }}
            onClose={onClose}
          />
        </>
      )}
      <Loaded from={page}>
        {({ rows }) =>
          rows.length === 0 ? (
            <View className="sub">还没有。对居民同意告知的差评，可以在上面提出。</View>
          ) : (
            rows.map((row) => <Proposal key={row.id} row={row} onDone={again} />)
          )
        }
      </Loaded>
    </Card>
  )
}

function Proposal({ row, onDone }: { row: UnitProposal; onDone: () => void }) {
  const withdraw = async () => {
    try {
      const { withdrawn } = await call(withdrawExclusions, { id: await newId(), exclusionIds: [row.id] })
      toast(withdrawn.length > 0 ? '已撤回' : '已经审核，不能撤回')
      onDone()
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <View className="ledger-step">
      <View className="grow">
        <View>{row.title}</View>
        <View className="sub">
          {exclusionReasonLabels[row.reason]}：{row.note} · {row.proposedBy} {shortDay(row.proposedAt)}
        </View>
      </View>
      {row.mine && row.state === 'proposed' && <WordLink onPress={withdraw}>撤回</WordLink>}
      <StateTag state={row.state} />
    </View>
  )
}
