import { useState } from 'react'
import { keepInAddress, queryOfAddress } from '../../lib/address'
import { CollectForm } from './collect-form'
import { SentimentBoard } from './sentiment-board'
import { SentimentItem } from './sentiment-item'

type Place = { id?: string | undefined; new?: string | undefined }

/** The board, one item, or the form for a new one, as the address says. */
export function SentimentView() {
  const [place, setPlace] = useState<Place>(queryOfAddress)
  const show = (next: Place) => {
    setPlace(next)
    keepInAddress(next)
  }
  if (place.id) return <SentimentItem id={place.id} onBack={() => show({})} />
  if (place.new) return <CollectForm onDone={(id) => show({ id })} onBack={() => show({})} />
  return <SentimentBoard onOpen={(id) => show({ id })} onNew={() => show({ new: '1' })} />
}
