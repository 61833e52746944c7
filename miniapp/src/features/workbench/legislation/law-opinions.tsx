import {
  type ArticleCount,
  type LawDraft,
  listOpinions,
  type OpinionStage,
  opinionStages,
} from '@minyi/shared/cases/legislation/contract.ts'
import { opinionStageLabels } from '@minyi/shared/cases/legislation/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { Heading } from '../../../components/heading'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { OfficeHead } from '../../../components/office/office-page'
import { OutLink } from '../../../components/out-link'
import { Segments } from '../../../components/segments'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { shortDay } from '../../../lib/time-words'
import { OpinionCard } from './opinion-card'
import './legislation.css'
import { PageTurner } from '../../../components/office/page-turner'

const all = 'all'
const pageSize = 20

/** The opinions on one draft, by article and by what they wait for. */
export function LawOpinions({ draft, onBack }: { draft: LawDraft; onBack: () => void }) {
  const [article, setArticle] = useState<string>(all)
  const [stage, setStage] = useState<OpinionStage | typeof all>(all)
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const wanted = { article: article === all ? undefined : article, stage: stage === all ? undefined : stage }
  const opinions = useKeptRemote(
    () => call(listOpinions, { draftId: draft.id, ...wanted, after, limit: pageSize }),
    ['law-opinions', draft.id, article, stage, after].join('/'),
  )
  const narrow = (change: () => void) => {
    change()
    setTrail([])
  }
  return (
    <>
      <OfficeHead
        crumb={`立法意见 · ${draft.unitName}起草 · ${shortDay(draft.openFrom)}至${shortDay(draft.openUntil)}征求意见${draft.open ? '' : '，现在不在期内'}`}
        title={draft.title}
      >
        {draft.address && <OutLink address={draft.address}>看草案全文</OutLink>}
        <Button kind="line" small narrow onPress={onBack}>
          全部草案
        </Button>
      </OfficeHead>
      <View className="stack">
        <Segments<OpinionStage | typeof all>
          label="哪个阶段"
          options={[
            { value: all, word: '全部' },
            ...opinionStages.map((value) => ({ value, word: opinionStageLabels[value] })),
          ]}
          value={stage}
          onChange={(value) => narrow(() => setStage(value))}
        />
        <KeptLoaded from={opinions}>
          {({ rows, next, articles }) => (
            <View className="stack">
              {articles.length > 0 && (
                <Articles articles={articles} value={article} onChange={(value) => narrow(() => setArticle(value))} />
              )}
              {rows.length === 0 && (
                <Card label="没有意见">
                  <View className="strong">{articles.length === 0 ? '还没有收到意见' : '这里没有意见'}</View>
                  <View className="sub">
                    {articles.length === 0
                      ? '居民和基层联系点提的意见会按条文列在这里。'
                      : '换一条条文或一个阶段看看。'}
                  </View>
                </Card>
              )}
              {rows.map((row) => (
                <OpinionCard key={row.caseId} opinion={row} onDone={opinions.reload} />
              ))}
              <PageTurner trail={trail} next={next} onTurn={setTrail} />
            </View>
          )}
        </KeptLoaded>
      </View>
    </>
  )
}

type ArticlesProps = { articles: readonly ArticleCount[]; value: string; onChange: (value: string) => void }

function Articles({ articles, value, onChange }: ArticlesProps) {
  const total = articles.reduce((sum, { opinions }) => sum + opinions, 0)
  return (
    <Card label="按条文看" className="stack-tight">
      <Heading>按条文看</Heading>
      <Chips
        label="按条文看"
        options={[
          { value: all, word: `全部 ${total}` },
          ...articles.map(({ article, opinions, waiting }) => ({
            value: article ?? '',
            word: `${article ?? '没写哪一条'} ${opinions}${waiting > 0 ? `（待办 ${waiting}）` : ''}`,
          })),
        ]}
        value={value}
        onChange={onChange}
      />
    </Card>
  )
}
