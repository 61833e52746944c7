import { exportPublicFigure, listPublicFigures, readPublicFigure } from '@minyi/shared/indicators/closed/contract.ts'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Page } from '../../components/page'
import { Row } from '../../components/row'
import { FigureCard } from '../../features/indicators/figure-card'
import { ManyFigures } from '../../features/indicators/many-figures'
import { Areas, Course, LeftOut, Meaning, Method } from '../../features/indicators/public-parts'
import { call } from '../../lib/call'
import { download } from '../../lib/download'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'

export default function PublicFigure() {
  const { id = '' } = useRouter().params
  const [chosen, setChosen] = useState(id)
  const all = useRemote(() => call(listPublicFigures, {}), 'all')
  const indicatorId = chosen || all.remote.value?.rows[0]?.indicator.id || ''
  return (
    <Page title="公开数据">
      <Loaded from={all}>{({ rows }) => <ManyFigures rows={rows} chosen={indicatorId} onChoose={setChosen} />}</Loaded>
      {indicatorId !== '' && <One key={indicatorId} indicatorId={indicatorId} />}
    </Page>
  )
}

function One({ indicatorId }: { indicatorId: string }) {
  const one = useRemote(() => call(readPublicFigure, { indicatorId }), indicatorId)
  return (
    <Loaded from={one}>
      {({ indicator, figure, trend, areas, restAreas, closing }) => (
        <>
          <FigureCard indicator={indicator} figure={figure}>
            <Meaning indicator={indicator} figure={figure} />
          </FigureCard>
          <Course trend={trend} figure={figure} label={indicator.name} />
          <Areas areas={areas} rest={restAreas} demo={figure.demo} />
          <LeftOut figure={figure} />
          <Method
            indicator={indicator}
            lastClosed={closing.lastClosedAt === null ? null : instantInWords(closing.lastClosedAt)}
          />
          <Card flush>
            <Row
              icon="download"
              title="下载数据（CSV）"
              onPress={() => download(exportPublicFigure, { indicatorId, format: 'csv' })}
            />
          </Card>
        </>
      )}
    </Loaded>
  )
}
