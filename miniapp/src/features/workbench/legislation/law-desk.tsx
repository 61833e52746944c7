import { type LawDraft, listLawDrafts } from '@minyi/shared/cases/legislation/contract.ts'
import { useState } from 'react'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { keepInAddress, queryOfAddress } from '../../../lib/address'
import { call } from '../../../lib/call'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import { LawForm } from './law-form'
import { LawOpinions } from './law-opinions'
import { OpenTag } from './open-tag'

type Place = { draft?: string | undefined; new?: string | undefined }

/** The drafts on which opinions are gathered, one of them with its opinions, or the form for a new one, as the address says. */
export function LawDesk() {
  const [place, setPlace] = useState<Place>(queryOfAddress)
  const drafts = useRemote(() => call(listLawDrafts, {}), 'law-drafts')
  const show = (next: Place) => {
    setPlace(next)
    keepInAddress(next)
    drafts.reload()
  }
  if (place.new) return <LawForm onDone={(id) => show({ draft: id })} onBack={() => show({})} />
  return (
    <Loaded from={drafts}>
      {({ rows }) => {
        const chosen = rows.find(({ id }) => id === place.draft)
        if (chosen) return <LawOpinions draft={chosen} onBack={() => show({})} />
        return <Drafts rows={rows} onOpen={(id) => show({ draft: id })} onNew={() => show({ new: '1' })} />
      }}
    </Loaded>
  )
}

type DraftsProps = { rows: readonly LawDraft[]; onOpen: (id: string) => void; onNew: () => void }

function Drafts({ rows, onOpen, onNew }: DraftsProps) {
  return (
    <>
      <OfficeHead crumb="收集 → 评估 → 处理 → 反馈" title="立法意见">
        <Button small narrow icon="plus" onPress={onNew}>
          登记一份草案
        </Button>
      </OfficeHead>
      {rows.length === 0 ? (
        <StateCard
          kind="empty"
          title="还没有征求意见的草案"
          text="登记以后，居民和基层联系点可以按条文提意见，意见会列在这里。"
        />
      ) : (
        <Card label="征求意见的草案">
          <Table
            label="征求意见的草案"
            rows={rows}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'title',
                head: '草案',
                cell: ({ id, title }) => <WordLink onPress={() => onOpen(id)}>{title}</WordLink>,
                grow: 4,
              },
              { key: 'unit', head: '起草单位', cell: ({ unitName }) => unitName, grow: 2 },
              {
                key: 'days',
                head: '征求意见',
                cell: ({ openFrom, openUntil }) => `${shortDay(openFrom)}至${shortDay(openUntil)}`,
                grow: 2,
              },
              { key: 'state', head: '状态', cell: (row) => <OpenTag draft={row} /> },
              { key: 'opinions', head: '意见', cell: ({ opinions }) => opinions, number: true, folded: '意见 ' },
              { key: 'adopted', head: '采纳', cell: ({ adopted }) => adopted, number: true, folded: '采纳 ' },
            ]}
          />
        </Card>
      )}
    </>
  )
}
