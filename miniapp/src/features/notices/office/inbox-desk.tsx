import type { Message } from '@minyi/shared/notices/contract.ts'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Loaded } from '../../../components/loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { StateCard } from '../../../components/state-card'
import { goInstead, type Query } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'
import type { RouteName } from '../../../lib/routes'
import { MessageList } from '../message-list'
import { readMessages, readOff, useBell } from '../store'

/** Where a message leads. */
function placeOf({ kind, about }: Message): [RouteName, Query] | null {
  if (kind === 'call-task') return ['callTasks', {}]
  if (kind === 'overdue') return ['workbench', { queue: 'overdue' }]
  if (kind === 'objection' || kind === 'approval') return ['approvals', {}]
  if (about.kind === 'case') return ['workbench', { item: about.id }]
  if (about.kind === 'petition-review') return ['petitionReviews', { id: about.id }]
  if (about.kind === 'duty') return ['duties', {}]
  if (about.kind === 'export') return ['exports', {}]
  if (about.kind === 'import') return ['imports', {}]
  if (about.kind === 'bulletin') return ['bulletins', { id: about.id }]
  if (about.kind === 'webhook') return ['webhooks', { item: about.id }]
  if (kind.startsWith('order') || kind === 'letter') return ['supervision', {}]
  if (kind === 'hotspot') return ['hotspots', {}]
  return null
}

/** What waits for a member of staff: mentions, returned items, approvals, finished exports. */
export function InboxDesk() {
  const [trail, setTrail] = useState<string[]>([])
  const unread = useBell((state) => state.unread)
  const after = trail[trail.length - 1]
  const page = useRemote(() => readMessages('staff', after), after ?? '')
  const open = async (message: Message) => {
    await readOff('staff', [message])
    const place = placeOf(message)
    if (place) goInstead(...place)
    else await page.reload()
  }
  const readAll = async () => {
    await readOff('staff')
    await page.reload()
  }
  return (
    <>
      <OfficeHead crumb="只有您看得到" title="我的消息">
        <Button small kind="line" narrow disabled={unread === 0} onPress={readAll}>
          全部标为已读
        </Button>
      </OfficeHead>
      <Loaded from={page}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="没有消息" text="有人提到您、有件退回或等您审批，会在这里告诉您。" />
          ) : (
            <MessageList
              label="我的消息"
              rows={rows}
              onOpen={open}
              onBefore={trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : undefined}
              onNext={next ? () => setTrail([...trail, next]) : undefined}
            />
          )
        }
      </Loaded>
    </>
  )
}
