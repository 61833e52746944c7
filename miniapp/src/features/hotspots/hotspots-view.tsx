import { useState } from 'react'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { HotspotDetail } from './hotspot-detail'
import { HotspotList } from './hotspot-list'

/** All hot spots, or the one that the address names. */
export function HotspotsView() {
  const [id, setId] = useState<string | undefined>(() => queryOfAddress().id)
  const open = (next: string | undefined) => {
    setId(next)
    keepInAddress({ id: next })
  }
  return id ? <HotspotDetail id={id} onBack={() => open(undefined)} /> : <HotspotList onOpen={open} />
}
