import { type RequestKind, requestKinds } from '@minyi/shared/cases/office/contract.ts'
import { listRequests } from '@minyi/shared/cases/requests/contract.ts'
import { requestKindLabels } from '@minyi/shared/cases/requests/labels.ts'
import { Chips } from '../../components/chip'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { StateDesk } from '../../components/office/state-desk'
import { StateCard } from '../../components/state-card'
import { call } from '../../lib/call'
import { useKeptChoice } from '../../lib/kept-choice'
import { useRemote } from '../../lib/remote'
import { Paged } from '../protection/paged'
import { BatchCard, batchesOf } from './batch-card'
import { DecidedCard, RequestCard } from './request-card'
import { readWaiting } from './store'

const states = [
  { value: 'waiting', word: '待审核' },
  { value: 'decided', word: '已审核' },
] as const
type Kind = RequestKind | 'all'

/** What others have asked for and a second person decides, the one whose time ends first at the top. */
export function ApprovalDesk() {
  const [chosen, setKind] = useKeptChoice<Kind>('kind', ['all', ...requestKinds])
  const kind = chosen === 'all' ? undefined : chosen
  const kinds = (
    <Chips<Kind>
      label="哪一类"
      options={[
        { value: 'all', word: '全部' },
        ...requestKinds.map((value) => ({ value, word: requestKindLabels[value] })),
      ]}
      value={chosen}
      onChange={setKind}
    />
  )
  return (
    <StateDesk states={states} beside={kinds}>
      {(state) => (state === 'waiting' ? <Waiting kind={kind} /> : <DecidedOnes kind={kind} />)}
    </StateDesk>
  )
}

type KindProps = { kind: RequestKind | undefined }

function Waiting({ kind }: KindProps) {
  const requests = useRemote(() => readWaiting(kind), `waiting/${kind ?? ''}`)
  return (
    <Loaded from={requests}>
      {({ rows, hasMore }) => {
        if (rows.length === 0) {
          const text = '承办单位申请延期、暂停、提异议，或同事提议批量结案，会出现在这里。'
          return <StateCard kind="empty" title="没有要审核的" text={text} />
        }
        const { single, batches } = batchesOf(rows)
        return (
          <>
            {hasMore && <Notice>先列出最急的 {rows.length} 项，审核以后其余的会接着出现。</Notice>}
            {batches.map((batch) => (
              <BatchCard key={batch[0].batchId} batch={batch} onDone={requests.reload} />
            ))}
            {single.map((request) => (
              <RequestCard key={request.id} request={request} onDone={requests.reload} />
            ))}
          </>
        )
      }}
    </Loaded>
  )
}

function DecidedOnes({ kind }: KindProps) {
  return (
    <Paged
      about={`decided/${kind ?? ''}`}
      read={(after) => call(listRequests, { state: 'decided', kind, after }, { as: 'staff' })}
      empty={{ title: '还没有审核过', text: '审核过的申请会留在这里备查。' }}
    >
      {(request) => <DecidedCard request={request} />}
    </Paged>
  )
}
