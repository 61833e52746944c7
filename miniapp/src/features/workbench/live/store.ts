import { followCases, type LiveEvent } from '@minyi/shared/cases/live/contract.ts'
import { useEffect } from 'react'
import { follow } from '../../../lib/live'
import { reloadItem, useItem } from '../item/store'
import { refreshList } from '../list/store'
import { useStep } from '../step/store'
import { countMentions } from '../talk/store'
import { countViews } from '../views/store'

const gatherMs = 400

/** Lists, counts and the open item follow what happens, without a reload. */
export function useLive(): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = () => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        refreshList()
        countViews()
      }, gatherMs)
    }
    const stop = follow(followCases, (data) => {
      const event = readEvent(data)
      if (event?.kind === 'mention') countMentions()
      if (event?.kind === 'reset') reloadItem()
      if (event?.kind === 'changed') event.items.forEach(renewItem)
      if (event && event.kind !== 'mention') refresh()
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
}

/** The open item is read anew when somebody else moved it; while a step is being written, the server's conflict tells instead. */
function renewItem({ id, version }: { id: string; version: number }): void {
  const { detail } = useItem.getState()
  if (detail?.id !== id || useStep.getState().act) return
  if (version >= detail.version) reloadItem()
}

/** Guarantee: the server writes every event through this very schema. */
function readEvent(data: string): LiveEvent | undefined {
  try {
    return JSON.parse(data) as LiveEvent
  } catch {
    return undefined
  }
}
