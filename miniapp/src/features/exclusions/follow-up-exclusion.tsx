import type { FollowUp } from '@minyi/shared/follow-ups/contract.ts'
import { listExclusions } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionReasonLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { call } from '../../lib/call'
import { goInstead } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'
import { useOffice } from '../office/store'
import { ProposeForm } from './propose-form'
import { proposeOne } from './proposing/store'
import { StateTag } from './state-tag'

/** On a poor grade's follow-up: what was proposed about it, and the way to propose. */
export function FollowUpExclusion({ item }: { item: FollowUp }) {
  const proposes = useOffice(({ me }) => me?.permissions.includes('ratings.exclude.propose') ?? false)
  return proposes ? <Exclusions ratingId={item.ratingId} /> : null
}

function Exclusions({ ratingId }: { ratingId: string }) {
  const [writing, setWriting] = useState(false)
  const found = useRemote(() => call(listExclusions, { ratingId }), ratingId)
  return (
    <Card className="stack-tight" label="剔除">
      <View className="spread">
        <Heading className="card-title">剔除</Heading>
        {!writing && <WordLink onPress={() => setWriting(true)}>提出剔除</WordLink>}
      </View>
      <View className="sub">
        重复、测试、不属于评价范围或恶意的评价可以提出剔除，由另一人审核，居民会被告知并可以申诉。
      </View>
      <Loaded from={found}>
        {({ rows }) =>
          rows.map((row) => (
            <View key={row.id} className="spread">
              <WordLink onPress={() => goInstead('exclusions', { view: row.state, item: row.id })}>
                {exclusionReasonLabels[row.reason]}，{row.proposedBy.name}提出
              </WordLink>
              <StateTag state={row.state} />
            </View>
          ))
        }
      </Loaded>
      {writing && (
        <ProposeForm
          told="同意剔除时会告诉居民"
          confirm="提出剔除"
          onPropose={async (grounds) => {
            await proposeOne(ratingId, grounds)
            setWriting(false)
            toast('已提出，等另一人审核')
            await found.reload()
          }}
          onClose={() => setWriting(false)}
        />
      )}
    </Card>
  )
}
