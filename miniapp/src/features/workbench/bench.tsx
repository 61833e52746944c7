import type { CaseView } from '@minyi/shared/cases/views/contract.ts'
import { useEffect, useState } from 'react'
import { neighbour } from '../../components/office/dense-list'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { focusOn } from '../../lib/focus'
import { useKeys } from '../../lib/keys'
import { isH5 } from '../../lib/platform'
import { usePolling } from '../../lib/polling'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { toast } from '../../lib/toast'
import { useOffice } from '../office/store'
import { CaseItem } from './case-item'
import { CaseList } from './case-list'
import { closeItem, openItem, readAhead, useItem } from './item/store'
import { KeysHelp } from './keys-help'
import { addressOf, ListFilter, pick, pickAll, refreshList, showList, useList } from './list/store'
import { useLive } from './live/store'
import { offersFor } from './next-step'
import { filterOf, Queues, queuesOf } from './queues'
import { sharedAct } from './step/several/store'
import { beginStep, endStep, isQuick, sendStep, subjectOf, useStep } from './step/store'
import { suggestedUnit } from './topics/store'
import { filterOfView, loadViews } from './views/store'

/** h5 hears of changes at once and asks now and then for what has left; elsewhere asking is the only way. */
const pollMs = isH5 ? 30_000 : 10_000

/** The workbench: queues, list, item; on a narrow screen the item takes the place of the list. */
export function Bench() {
  const permissions = useOffice(({ me }) => me?.permissions) ?? []
  const filter = useList((state) => state.filter)
  const open = useItem(({ id }) => id)
  const wide = useScreenWidth() >= desktopWidth
  const [help, setHelp] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once, when the page opens
  useEffect(() => {
    const asked = queryOfAddress()
    const first = queuesOf(permissions)[0]
    const isAsked = Object.keys(asked).length > 0
    showList(isAsked || !first ? ListFilter.parse(asked) : filterOf(first))
    loadViews()
      .then((views) => openingOf(views, isAsked))
      .catch(() => undefined)
    if (asked.item) openItem(asked.item)
    else closeItem()
    endStep()
  }, [])
  useEffect(() => keepInAddress(addressOf(filter, open)), [filter, open])
  usePolling(refreshList, pollMs)
  useLive()
  useBenchKeys(() => setHelp(true), help)
  const toList = () => {
    closeItem()
    endStep()
    if (open) focusOn(`item-${open}`)
  }
  return (
    <>
      {(wide || !open) && (
        <>
          <Queues permissions={permissions} onFilter={showList} />
          <CaseList onOpen={openItem} onFilter={showList} />
        </>
      )}
      {(wide || open) && <CaseItem onBack={wide ? undefined : toList} />}
      <KeysHelp open={help} onClose={() => setHelp(false)} />
    </>
  )
}

/** The workbench opens with the view that was chosen for it, unless the address says something else. */
function openingOf(views: readonly CaseView[], isAsked: boolean): void {
  const view = views.find(({ opens }) => opens)
  if (view && !isAsked) showList(filterOfView(view))
}

function useBenchKeys(showHelp: () => void, helpIsOpen: boolean): void {
  const rows = useList((state) => state.rows)
  const picked = useList((state) => state.picked)
  const { id, detail } = useItem()
  const [place, setPlace] = useState(0)
  const detailId = detail?.id
  useEffect(() => {
    const at = rows.findIndex((row) => row.id === detailId)
    if (at >= 0) readAhead(rows[at + 1]?.id)
  }, [rows, detailId])
  const move = (step: 1 | -1) => {
    const at = rows.findIndex((row) => row.id === id)
    const next = neighbour(rows, id, step, at >= 0 ? at : place)
    if (!next) return
    setPlace(rows.findIndex((row) => row.id === next))
    openItem(next)
    focusOn(`item-${next}`)
  }
  const byKey = (key: string) => {
    const ticked = rows.filter((row) => picked.includes(row.id))
    if (ticked.length > 0 && (key === 'a' || key === 't')) {
      const act = sharedAct(key === 'a' ? 'accept' : 'move', ticked)
      if (act) beginStep(act, ticked.map(subjectOf))
      else toast('所选各件的状态不同，不能一起办')
      return
    }
    const offer = detail && offersFor(detail).find(({ keyName }) => keyName === key)
    const preset = offer?.act === 'accept' && detail ? { unitId: suggestedUnit(detail) } : offer?.preset
    if (offer && detail) beginStep(offer.act, [subjectOf(detail)], preset)
    else toast(detail ? '这一件现在不能做这一步' : '先打开一件')
  }
  const leave = () => {
    if (useStep.getState().act) endStep()
    else if (picked.length > 0) pickAll(false)
    else if (id) focusOn(`item-${id}`)
  }
  const keys: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Enter', () => (isQuick(useStep.getState().act) ? sendStep() : focusOn('item-scroll'))],
    ['x', () => id && pick(id)],
    ...['a', 't', 'r', 'b', 'n'].map((key): [string, () => void] => [key, () => byKey(key)]),
    ['z', () => useStep.getState().lastUndo?.() ?? toast('没有可以撤销的')],
    ['/', () => focusOn('case-search')],
    ['?', showHelp],
    ['Escape', leave],
  ]
  useKeys(helpIsOpen ? {} : Object.fromEntries(keys))
}
