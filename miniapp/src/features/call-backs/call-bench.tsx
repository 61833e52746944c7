import { type CallBack, listCallBacks } from '@minyi/shared/cases/call-backs/contract.ts'
import { outcomeLabels } from '@minyi/shared/cases/call-backs/labels.ts'
import { caseKindLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Loaded } from '../../components/loaded'
import { DenseList } from '../../components/office/dense-list'
import { ItemColumn } from '../../components/office/item-column'
import { ListHead } from '../../components/office/list-head'
import { ListKeyHints, useListKeys } from '../../components/office/list-keys'
import { Segments } from '../../components/segments'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { call } from '../../lib/call'
import { focusOn } from '../../lib/focus'
import { useKeptChoice, useKeptText } from '../../lib/kept-choice'
import { useRemote } from '../../lib/remote'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { shortDay } from '../../lib/time-words'
import '../workbench/workbench.scss'
import { CallItem } from './call-item'

type Chosen = 'mine' | 'open' | 'done'

/** The caller's page: the calls of the lot at the left, the call itself at the right. */
export function CallBench() {
  const [view, setView] = useKeptChoice<Chosen>('view', ['mine', 'open', 'done'])
  const [trail, setTrail] = useState<string[]>([])
  const [open, setOpen] = useKeptText('item')
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listCallBacks, { view, after }), `${view}/${after ?? ''}`)
  const wide = useScreenWidth() >= desktopWidth
  const rows = page.remote.value?.rows ?? []
  const shown = rows.find(({ id }) => id === open)
  const show = (next: Chosen) => {
    setView(next)
    setTrail([])
    setOpen('')
  }
  const close = () => {
    setOpen('')
    if (open) focusOn(`item-${open}`)
  }
  useListKeys(rows, shown?.id, setOpen)
  const counts = page.remote.value?.counts
  const words = { mine: '分给我的', open: '别人的和待领的', done: '我打完的' }
  return (
    <>
      {(wide || !shown) && (
        <View className="column-list">
          <ListHead
            title="结案回访"
            note="随机抽取，由办理单位以外的人回访。说的话只计入汇总，办理单位看不到是哪一位。"
          >
            <Segments
              label="看哪些"
              options={(['mine', 'open', 'done'] as const).map((value) => ({
                value,
                word: counts ? `${words[value]} ${counts[value]}` : words[value],
              }))}
              value={view}
              onChange={show}
            />
          </ListHead>
          <Loaded from={page}>
            {(found) =>
              found.rows.length === 0 ? (
                <StateCard kind="empty" title="这里没有要回访的" text="每周一早上抽取上一周办结的件。" />
              ) : (
                <DenseList
                  label="结案回访"
                  items={found.rows.map(itemOf)}
                  current={open}
                  onOpen={setOpen}
                  foot={found.next ? '之后还有' : '之后没有了'}
                  onBefore={trail.length > 0 ? () => setTrail(trail.slice(0, -1)) : undefined}
                  onNext={found.next ? () => setTrail([...trail, found.next ?? '']) : undefined}
                />
              )
            }
          </Loaded>
          {wide && rows.length > 0 && <ListKeyHints />}
        </View>
      )}
      {(wide || shown) && (
        <ItemColumn onBack={wide ? undefined : close}>
          {shown ? (
            <CallItem key={`${shown.id}/${shown.version}`} item={shown} onDone={page.reload} />
          ) : (
            <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />
          )}
        </ItemColumn>
      )}
    </>
  )
}

function itemOf(row: CallBack) {
  return {
    id: row.id,
    title: row.title,
    facts: [
      row.number,
      caseKindLabels[row.kind],
      `${row.unitName}办理`,
      row.endedDay && `${shortDay(row.endedDay)}结案`,
      !row.outcome && row.tries > 0 && `打过 ${row.tries} 次`,
    ]
      .filter(Boolean)
      .join(' · '),
    state: row.outcome ? (
      <Tag tone="plain">{outcomeLabels[row.outcome]}</Tag>
    ) : row.mine ? undefined : (
      <Tag tone="plain">{row.callerName ?? '待领'}</Tag>
    ),
  }
}
