import { OfficeFrame } from '../../../features/office/office-frame'
import { SentimentView } from '../../../features/sentiment/sentiment-view'

export default function Sentiment() {
  return (
    <OfficeFrame title="政务舆情" route="sentiment">
      <SentimentView />
    </OfficeFrame>
  )
}
