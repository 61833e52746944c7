import { caseKindLabels, conductLabels, dayPartLabels, identityLabels } from '@minyi/shared/cases/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { photosIn, usePhotos } from '../files/store'
import { type Draft, paperBox, photoBox } from './store'

export type DraftSummaryProps = { draft: Draft; onEdit: () => void }

/** Everything that is about to be sent, in one look. */
export function DraftSummary({ draft, onEdit }: DraftSummaryProps) {
  const photos = usePhotos(({ boxes }) => photosIn(boxes, photoBox(draft.entry)))
  const papers = usePhotos(({ boxes }) => photosIn(boxes, paperBox(draft.entry)))
  const sentPapers = papers.filter(({ state }) => state === 'sent').length
  const sent = photos.filter(({ state }) => state === 'sent').length
  return (
    <>
      <Card className="stack-tight">
        <View className="spread">
          <Heading>{headOf(draft)}</Heading>
          <WordLink onPress={onEdit}>修改</WordLink>
        </View>
        <View className="written">{draft.text}</View>
      </Card>
      <Card flush>
        {draft.law && <Row icon="book" term="草案" title={draft.law.name} note={draft.article} />}
        {(draft.kind === 'complaint' || (draft.kind === 'report' && draft.unit)) && (
          <Row
            icon="shield"
            term="单位"
            title={draft.unit?.name ?? ''}
            note={draft.officer && `执法人员编号 ${draft.officer.number}`}
          />
        )}
        <Row icon="place" term="地点" title={placeOf(draft)} />
        <Row icon="clock" term="时间" title={timeOf(draft)} />
        <Row icon="camera" term="照片" title={sent > 0 ? `${sent} 张` : '没有'} />
        {sentPapers > 0 && <Row icon="document" term="PDF" title={`${sentPapers} 份`} />}
        <Row icon="phone" term="联系" title={[draft.name, draft.phone].filter(Boolean).join('，') || '没有留'} />
        {(draft.kind === 'complaint' || draft.kind === 'report') && (
          <Row icon="shield" term="报复回访" title={draft.checkIns ? '结案后第 7、30、90 天问我' : '不用问我'} />
        )}
      </Card>
      {draft.identity && (
        <Card>
          <View className="strong">{identityLabels[draft.identity].title}</View>
          <View className="sub">{identityLabels[draft.identity].plain}</View>
        </Card>
      )}
    </>
  )
}

function headOf({ kind, conduct }: Draft): string {
  if (kind !== 'complaint') return caseKindLabels[kind ?? 'opinion']
  return conduct ? `${caseKindLabels.complaint}：${conductLabels[conduct].title}` : caseKindLabels.complaint
}

function placeOf({ town, village, place }: Draft): string {
  return [town?.name, village?.name, place].filter(Boolean).join(' ') || '没有填'
}

function timeOf({ day, part }: Draft): string {
  if (!day) return '没有填'
  return part ? `${dayInWords(day)}${dayPartLabels[part]}` : dayInWords(day)
}
