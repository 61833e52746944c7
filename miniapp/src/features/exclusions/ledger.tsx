import { ExclusionReason, ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import { useEffect } from 'react'
import { neighbour } from '../../components/office/dense-list'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { focusOn } from '../../lib/focus'
import { useKeys } from '../../lib/keys'
import { usePolling } from '../../lib/polling'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { deedsOf } from './deeds'
import { LedgerItem } from './ledger-item'
import { LedgerList } from './ledger-list'
import { LedgerRail } from './rail'
import { RatingPicker } from './rating-picker'
import {
  beginDeed,
  closeExclusion,
  endDeed,
  type LedgerView,
  openExclusion,
  readLedger,
  showLedger,
  useLedger,
} from './store'

const pollMs = 30_000

/** The ledger of exclusions (剔除台账): states, list and item; or the ratings from which proposals are made. */
export function Ledger() {
  const { view, unitId, reason, batchId, open } = useLedger()
  const wide = useScreenWidth() >= desktopWidth
  useEffect(() => {
    const { view: asked = '', item, unit, reason: why, batch } = queryOfAddress()
    const known = ExclusionReason.safeParse(why)
    showLedger({ view: isView(asked) ? asked : 'proposed', unitId: unit, reason: known.data, batchId: batch })
    if (item) openExclusion(item)
    else closeExclusion()
  }, [])
  useEffect(
    () => keepInAddress({ view, item: open, unit: unitId, reason, batch: batchId }),
    [view, open, unitId, reason, batchId],
  )
  usePolling(readLedger, pollMs)
  useLedgerKeys()
  if (view === 'propose') {
    return (
      <>
        <LedgerRail />
        <RatingPicker />
      </>
    )
  }
  return (
    <>
      {(wide || !open) && (
        <>
          <LedgerRail />
          <LedgerList />
        </>
      )}
      {(wide || open) && <LedgerItem onBack={wide ? undefined : closeExclusion} />}
    </>
  )
}

function useLedgerKeys(): void {
  const { view, rows, open, item } = useLedger()
  const move = (step: 1 | -1) => {
    const next = view === 'propose' ? undefined : neighbour(rows, open, step)
    if (!next) return
    openExclusion(next)
    focusOn(`item-${next}`)
  }
  const leave = () => {
    if (useLedger.getState().deed) endDeed()
    else if (open) focusOn(`item-${open}`)
  }
  const deeds = item && view !== 'propose' ? deedsOf(item) : []
  const keys: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['Escape', leave],
    ...['a', 'n', 'z'].map((key): [string, () => void] => [
      key,
      () => {
        const deed = deeds.find((one) => one.key === key)
        if (deed) beginDeed(deed.deed)
      },
    ]),
  ]
  useKeys(Object.fromEntries(keys))
}

function isView(text: string): text is LedgerView {
  return text === 'all' || text === 'propose' || ExclusionState.safeParse(text).success
}
