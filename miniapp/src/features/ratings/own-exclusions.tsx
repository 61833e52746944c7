import { dayInWords } from '@minyi/shared/platform/time.ts'
import { type OwnExclusion, readOwnExclusions } from '@minyi/shared/ratings/exclusions/appeals/contract.ts'
import { exclusionReasonsTold } from '@minyi/shared/ratings/exclusions/labels.ts'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Sheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { call } from '../../lib/call'
import { go } from '../../lib/navigate'
import { useRemote } from '../../lib/remote'
import { useSession } from '../../lib/session'
import { useShown } from '../../lib/shown'
import { ReceiptExclusion } from './receipt-exclusion'
import { useKeptRatings } from './store'

/** Ratings of this person that were taken out of the count: by the receipts on this phone and, signed in, by telephone. */
export function OwnExclusions() {
  const kept = useKeptRatings((state) => state.rows)
  const signedIn = useSession(({ resident }) => resident)
  if (kept.length === 0 && !signedIn) return null
  return <Known key={`${signedIn ?? ''}${kept.length}`} />
}

function Known() {
  const kept = useKeptRatings((state) => state.rows)
  const [open, setOpen] = useState<OwnExclusion>()
  const held = kept.map(({ id, secret }) => ({ ratingId: id, secret }))
  const found = useRemote(() => call(readOwnExclusions, { held }, { as: 'resident' }), '')
  useShown(found.reload)
  const rows = found.remote.value?.rows ?? []
  if (rows.length === 0) return null
  const isKept = (own: OwnExclusion) => kept.some(({ id }) => id === own.ratingId)
  return (
    <>
      <Heading className="strong">没有计入的评价</Heading>
      <Card flush>
        {rows.map((own) => (
          <Row
            key={own.id}
            icon="info"
            title={own.subject ?? '已匿名的评价'}
            note={standingWords(own)}
            onPress={() => (isKept(own) ? go('rating', { id: own.ratingId }) : setOpen(own))}
          />
        ))}
      </Card>
      <Sheet open={open !== undefined} title="没有计入的评价" onClose={() => setOpen(undefined)}>
        {open && (
          <ReceiptExclusion
            own={open}
            onDone={() => {
              setOpen(undefined)
              found.reload()
            }}
          />
        )}
      </Sheet>
    </>
  )
}

function standingWords({ state, reason, appealable, appealUntil }: OwnExclusion): string {
  if (state === 'restored') return '已恢复计入'
  if (state === 'appealed') return '申诉已收到，等第三人决定'
  if (state === 'upheld') return '申诉后维持剔除'
  const until = appealable && appealUntil ? `，${dayInWords(appealUntil)}前可以申诉` : ''
  return `${exclusionReasonsTold[reason]}，没有计入${until}`
}
