import { useEffect } from 'react'
import { neighbour } from '../../components/office/dense-list'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { focusOn } from '../../lib/focus'
import { useKeys } from '../../lib/keys'
import { usePolling } from '../../lib/polling'
import { desktopWidth, useScreenWidth } from '../../lib/screen'
import { FollowUpItem } from './follow-up-item'
import { FollowUpList } from './follow-up-list'
import { Stages, viewWords } from './stages'
import {
  beginFollowUpStep,
  closeFollowUp,
  endFollowUpStep,
  type FollowUpView,
  openFollowUp,
  readList,
  showFollowUps,
  useFollowUps,
} from './store'

const pollMs = 30_000

/** The supervisor's desk of poor grades: stages, list, item. */
export function FollowUpBench() {
  const { view, open } = useFollowUps()
  const wide = useScreenWidth() >= desktopWidth
  useEffect(() => {
    const { view: asked = 'open', item } = queryOfAddress()
    showFollowUps(isView(asked) ? asked : 'open')
    if (item) openFollowUp(item)
    else closeFollowUp()
  }, [])
  useEffect(() => keepInAddress({ view, item: open }), [view, open])
  usePolling(readList, pollMs)
  useFollowUpKeys()
  const toList = () => {
    closeFollowUp()
    if (open) focusOn(`item-${open}`)
  }
  return (
    <>
      {(wide || !open) && (
        <>
          <Stages />
          <FollowUpList />
        </>
      )}
      {(wide || open) && <FollowUpItem onBack={wide ? undefined : toList} />}
    </>
  )
}

function useFollowUpKeys(): void {
  const { rows, open, item } = useFollowUps()
  const move = (step: 1 | -1) => {
    const next = neighbour(rows, open, step)
    if (!next) return
    openFollowUp(next)
    focusOn(`item-${next}`)
  }
  const leave = () => {
    if (useFollowUps.getState().step) endFollowUpStep()
    else if (open) focusOn(`item-${open}`)
  }
  const keys: [string, () => void][] = [
    ['j', () => move(1)],
    ['k', () => move(-1)],
    ['ArrowDown', () => move(1)],
    ['ArrowUp', () => move(-1)],
    ['r', () => item?.actions[0] && beginFollowUpStep(item.actions[0])],
    ['/', () => focusOn('follow-up-search')],
    ['Escape', leave],
  ]
  useKeys(Object.fromEntries(keys))
}

function isView(text: string): text is FollowUpView {
  return text in viewWords
}
