import { periodWords } from '@minyi/shared/indicators/labels.ts'
import type { PublishedSummary } from '@minyi/shared/indicators/published/contract.ts'
import { publishedStateLabels } from '@minyi/shared/indicators/published/labels.ts'
import { listOpenFigures, readOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Row } from '../../../components/row'
import { Tag } from '../../../components/tag'
import { call } from '../../../lib/call'
import { go } from '../../../lib/navigate'
import { type Reloading, useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import { OrderedWords } from '../ordered-words'

const tones = { 'in-force': 'good', corrected: 'warn', withdrawn: 'bad' } as const

/** The newest published figures of an indicator; corrections and withdrawals stay in sight, with their reason. */
export function PublishedCard({ indicatorId, limit = 3 }: { indicatorId: string; limit?: number }) {
  const page = useRemote(() => call(listOpenFigures, { indicatorId, limit }), indicatorId)
  return (
    <Card flush label="已发布的数字和出生证明">
      <View className="card-head">
        <Heading>已发布的数字和出生证明</Heading>
        <View className="sub">署名发布后不再改动；更正另发一个，原来的留着。</View>
      </View>
      <PublishedRows page={page} />
      <Row icon="list" title="全部已发布的数字" onPress={() => go('published', { id: indicatorId })} />
    </Card>
  )
}

type Page = Awaited<ReturnType<typeof readPage>>
const readPage = (indicatorId: string) => call(listOpenFigures, { indicatorId })

function PublishedRows({ page }: { page: Reloading<Page> }) {
  return (
    <Loaded from={page}>
      {({ rows }) => (
        <>
          {rows.length === 0 && (
            <View className="card-note">还没有署名发布过的数字。上面的数字是每天关账的，一样可以查看和下载。</View>
          )}
          {rows.map((row) => (
            <PublishedRow key={row.id} row={row} />
          ))}
        </>
      )}
    </Loaded>
  )
}

/** One published figure as a line that opens its birth certificate. */
export function PublishedRow({ row, named }: { row: PublishedSummary; named?: boolean }) {
  const { estimate, state } = row
  return (
    <Row
      title={
        <View className="published-title">
          <View className="strong">{estimate ? percent(estimate.point) : '不给比率'}</View>
          {estimate && <View className="sub">{interval(...estimate.interval)}</View>}
          <Tag tone={tones[state]}>{publishedStateLabels[state]}</Tag>
        </View>
      }
      note={
        <>
          {named && <View>{row.name}</View>}
          <View>
            {row.scope.name}，{periodWords(row.period)}；{shortDay(row.publishedAt)}由{row.publishedBy.name}发布
          </View>
          <OrderedWords ordered={row.ordered} short />
          {state !== 'in-force' && <Reason id={row.id} />}
        </>
      }
      onPress={() => go('certificate', { id: row.id })}
    />
  )
}

/** Why a figure does not stand any more. */
function Reason({ id }: { id: string }) {
  const { remote } = useRemote(() => call(readOpenFigure, { figureId: id }), id)
  if (remote.state !== 'ready') return null
  const { correctedBy, withdrawn } = remote.value
  return (
    <>
      {correctedBy && <View className="warn">更正原因：{correctedBy.reason}</View>}
      {withdrawn && <View className="bad">撤下原因：{withdrawn.reason}</View>}
    </>
  )
}
