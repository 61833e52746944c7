import { pointsWords } from '@minyi/shared/indicators/labels.ts'
import { exportMovement, type MovementPart, readMovement } from '@minyi/shared/indicators/movement/contract.ts'
import {
  effectOf,
  movementByLabels,
  movementWords,
  verdictChangeWords,
} from '@minyi/shared/indicators/movement/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { count, percent } from '../../../components/figure-words'
import { type Look, Looks } from '../../../components/looks'
import { Notice } from '../../../components/notice'
import { Choose } from '../../../components/office/choose'
import { type Effect, EffectBars, effectsPicture } from '../../../components/office/effect-bars'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { Segments } from '../../../components/segments'
import { Table } from '../../../components/table'
import { call } from '../../../lib/call'
import { download } from '../../../lib/download'
import { useKeptRemote } from '../../../lib/kept-remote'
import { ChartPart, ExportMenu, wordsOf } from './chart-part'
import { askOf, type Choice, type MovedBy, movementBys } from './store'
import './leader.css'

export type MovementCardProps = { indicatorId: string; choice: Choice; onChange: (choice: Choice) => void }
type Movement = OutputOf<typeof readMovement>

const againstWords = { before: '上一期', year: '去年同期' } as const

/** What moved the figure: one sentence, then the parts that did it, largest first. */
export function MovementCard({ indicatorId, choice, onChange }: MovementCardProps) {
  const [look, setLook] = useState<Look>('chart')
  const ways = waysOf(choice)
  const by = choice.by && ways.includes(choice.by) ? choice.by : (ways[0] ?? 'channel')
  const ask = { indicatorId, ...askOf(choice), by, against: choice.against }
  const movement = useKeptRemote(() => call(readMovement, ask), `movement/${JSON.stringify(ask)}`)
  return (
    <KeptLoaded from={movement}>
      {(value) => (
        <ChartPart
          id="movement"
          title="是什么在动"
          note={`各部分相加等于总变化；“自身”是它自己的满意率变了，“占比”是它在全部评价里的份量变了`}
          look={look}
          onLook={setLook}
          tools={
            <>
              <Segments
                label="和哪一期比"
                options={[
                  { value: 'before', word: '比上一期' },
                  { value: 'year', word: '比去年' },
                ]}
                value={choice.against}
                onChange={(against) => onChange({ ...choice, against })}
              />
              <Choose
                label="怎么拆"
                value={by}
                options={ways.map((way) => ({ value: way, word: movementByLabels[way] }))}
                onChange={(way) => onChange({ ...choice, by: way })}
              />
              <ExportMenu
                name="是什么在动"
                fetch={(format) => download(exportMovement, { ...ask, format })}
                picture={value.change ? () => movementPicture(value) : undefined}
              />
            </>
          }
        >
          <MovementBody value={value} look={look} />
        </ChartPart>
      )}
    </KeptLoaded>
  )
}

/** The ways in which the counts of a place are kept: an area's not by unit, a unit's not by area. */
function waysOf({ areaId, unitId, field }: Choice): MovedBy[] {
  if (unitId) return ['channel']
  if (areaId) return ['area', 'channel']
  if (field) return ['unit', 'channel']
  return [...movementBys]
}

export function movementPicture(value: Movement) {
  const { title, lines, demo } = wordsOf(`${value.indicator.name} 是什么在动`, value.now)
  const [first = ''] = lines
  return {
    picture: effectsPicture(effectsOf(value.parts, value.rest)),
    words: { title, lines: [first, movementWords(value, againstOf(value))], demo },
  }
}

const againstOf = ({ before, now }: Movement) =>
  before.period.to < now.period.from && !isYearBefore(before, now) ? againstWords.before : againstWords.year

const isYearBefore = (before: Movement['before'], now: Movement['now']) =>
  before.period.from.slice(5) === now.period.from.slice(5) &&
  before.period.from.slice(0, 4) < now.period.from.slice(0, 4)

/** What is said and drawn of a movement; of its parts the `most` that did most, all others as one. */
export function MovementBody({ value, look, most }: { value: Movement; look: Look; most?: number }) {
  const { now, before, verdictCause, parts, rest } = value
  const against = againstOf(value)
  const verdict = verdictChangeWords(before, now, verdictCause)
  return (
    <View className="stack-tight">
      <View className="movement-words">{movementWords(value, against)}</View>
      {verdict && <Notice>{verdict}</Notice>}
      {now.estimate && before.estimate && (
        <View className="sub">
          {percent(before.estimate.point)}（n={count(before.estimate.n)}）→ {percent(now.estimate.point)}（n=
          {count(now.estimate.n)}）
        </View>
      )}
      <Looks look={look} chart={<EffectBars label="各部分带来的变化" effects={effectsOf(parts, rest, most)} />}>
        <MovementTable parts={rest ? [...parts, rest] : parts} />
      </Looks>
    </View>
  )
}

const mostBars = 8

/** The parts that did most as bars, all others as one. */
function effectsOf(parts: readonly MovementPart[], rest: Movement['rest'], most = mostBars): Effect[] {
  const [large, small] = [parts.slice(0, most), parts.slice(most)]
  const others = [...small, ...(rest ? [rest] : [])]
  const members = small.length + (rest?.members ?? 0)
  const sum = others.reduce((total, part) => total + effectOf(part), 0)
  const n = others.reduce((total, part) => total + part.now.n, 0)
  return [
    ...large.map((part, i) => ({
      key: `${part.scope.id ?? part.scope.name}/${i}`,
      name: part.scope.name,
      value: effectOf(part),
      words: pointsWords(effectOf(part)),
      note: `自身 ${pointsWords(part.rateEffect)}，占比 ${pointsWords(part.mixEffect)}`,
      aside: `n=${count(part.now.n)}`,
    })),
    ...(others.length > 0
      ? [
          {
            key: 'others',
            name: members > 0 ? `其他 ${members} 个` : '不在其中的',
            value: sum,
            words: pointsWords(sum),
            note: '',
            aside: `n=${count(n)}`,
          },
        ]
      : []),
  ]
}

function MovementTable({ parts }: { parts: readonly MovementPart[] }) {
  const side = ({ n, point }: MovementPart['now']) => (point === null ? `n=${n}` : `${percent(point)}，n=${count(n)}`)
  return (
    <Table
      label="是什么在动"
      columns={[
        { key: 'name', head: '部分', grow: 3, cell: ({ scope }) => scope.name },
        { key: 'before', head: '那一期', grow: 2, number: true, cell: ({ before }) => side(before) },
        { key: 'now', head: '这一期', grow: 2, number: true, cell: ({ now }) => side(now) },
        { key: 'rate', head: '自身', number: true, folded: '自身 ', cell: ({ rateEffect }) => pointsWords(rateEffect) },
        { key: 'mix', head: '占比', number: true, folded: '占比 ', cell: ({ mixEffect }) => pointsWords(mixEffect) },
        { key: 'sum', head: '合计', number: true, strong: true, cell: (part) => pointsWords(effectOf(part)) },
      ]}
      rows={parts}
      rowKey={({ scope }) => scope.id ?? scope.name}
    />
  )
}
