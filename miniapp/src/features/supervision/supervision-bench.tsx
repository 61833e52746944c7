import { useEffect } from 'react'
import { Failed } from '../../components/loaded'
import { neighbour } from '../../components/office/dense-list'
import { ItemColumn } from '../../components/office/item-column'
import { Skeleton } from '../../components/skeleton'
import { StateCard } from '../../components/state-card'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { focusOn } from '../../lib/focus'
import { useKeys } from '../../lib/keys'
import { usePolling } from '../../lib/polling'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { useOffice } from '../office/store'
import { AssignPanel } from './assign-panel'
import { endAssigning, useAssigning } from './assigning/store'
import { LetterItem } from './letter-item'
import { NextSteps, offersFor, taskInHand } from './next-steps'
import { OrderItem, TaskItem } from './order-item'
import { PaperView } from './paper-view'
import { SupervisionRail, viewsFor } from './rail'
import { StepPanel } from './step-panel'
import { beginStep, endStep, stepKinds, useStep } from './steps/store'
import {
  closeItem,
  type Item,
  isListView,
  openItem,
  partOf,
  readCounts,
  readItem,
  readLines,
  shelfOf,
  showView,
  useSupervision,
  viewFrom,
} from './store'
import { SupervisionList } from './supervision-list'
import { beginHandedOver, endWriting, useWriting } from './writing/store'
import { WritingPanel } from './writing-panel'
import './supervision.scss'

const pollMs = 30_000

/** 督办: what supervisors follow and what units were given; on a narrow screen the item takes the place of the list. */
export function SupervisionBench() {
  const permissions = useOffice(({ me }) => me?.permissions) ?? []
  const { view, unitId, mine, q, open } = useSupervision()
  const writing = useWriting(({ what }) => what)
  const wide = useScreenWidth() >= desktopWidth
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address is read once, when the page opens
  useEffect(() => {
    const asked = queryOfAddress()
    const known = viewsFor(permissions)
    const wanted = viewFrom(asked.view ?? '')
    const first = known.find(({ value }) => value === wanted) ?? known[0]
    leaveAll()
    showView({ view: first?.value ?? 'orders.active', unitId: asked.unit, mine: asked.mine === '1', q: asked.q ?? '' })
    readCounts(permissions.includes('supervision.read'), permissions.includes('supervision.answer'))
    if (asked.item) openItem(asked.item)
    else closeItem()
    beginHandedOver()
  }, [])
  useEffect(() => {
    if (!isListView(view)) keepInAddress({ view, item: open, unit: unitId, mine: mine ? '1' : undefined, q })
  }, [view, open, unitId, mine, q])
  usePolling(readLines, pollMs)
  useBenchKeys()
  if (isListView(view)) {
    return (
      <>
        <SupervisionRail />
        <PaperView kind={partOf(view) === 'monthly' ? 'monthly' : 'weekly'} own={shelfOf(view) === 'own-lists'} />
      </>
    )
  }
  const shown = writing !== undefined || open !== undefined
  const toList = () => {
    leaveAll()
    closeItem()
  }
  return (
    <>
      {(wide || !shown) && (
        <>
          <SupervisionRail />
          <SupervisionList />
        </>
      )}
      {writing ? (
        <WritingPanel onBack={wide ? undefined : endWriting} />
      ) : (
        (wide || open) && <ItemPlace onBack={wide ? undefined : toList} />
      )}
    </>
  )
}

function leaveAll(): void {
  endStep()
  endAssigning()
  endWriting()
}

function ItemPlace({ onBack }: { onBack: (() => void) | undefined }) {
  const { open, item, itemFailure, taskId } = useSupervision()
  const doing = useStep((state) => state.doing)
  const assigning = useAssigning((state) => state.assigning)
  const next = item && <NextSteps item={item} chosen={taskId} />
  return (
    <ItemColumn onBack={onBack} foot={doing ? <StepPanel /> : assigning ? <AssignPanel /> : next}>
      {!open && <StateCard kind="empty" title="还没有打开一件" text="在列表里选一件，或按 j 打开第一件。" />}
      {open && !item && (itemFailure ? <Failed failure={itemFailure} onRetry={readItem} /> : <Skeleton blocks={4} />)}
      {item && <Shown item={item} taskId={taskId} />}
    </ItemColumn>
  )
}

function Shown({ item, taskId }: { item: Item; taskId: string | undefined }) {
  if (item.shelf === 'orders') return <OrderItem order={item.value} chosen={taskInHand(item.value, taskId)?.id} />
  if (item.shelf === 'tasks') return <TaskItem task={item.value} />
  return <LetterItem letter={item.value} />
}

function useBenchKeys(): void {
  const { view, lines, open, item, taskId } = useSupervision()
  const move = (step: 1 | -1) => {
    const next = isListView(view) ? undefined : neighbour(lines, open, step)
    if (!next) return
    leaveAll()
    openItem(next)
    focusOn(`item-${next}`)
  }
  const leave = () => {
    const busy = useStep.getState().doing ?? useAssigning.getState().assigning ?? useWriting.getState().what
    leaveAll()
    if (!busy && open) focusOn(`item-${open}`)
  }
  const offers = item ? offersFor(item, taskId) : []
  const offered = offers.flatMap(({ kind, target }): [string, () => void][] => {
    const { key } = stepKinds[kind]
    return key ? [[key, () => beginStep(kind, target)]] : []
  })
  const moves: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Enter', () => focusOn('item-scroll')],
    ['Escape', leave],
  ]
  useKeys(isListView(view) ? {} : Object.fromEntries([...offered, ...moves]))
}
