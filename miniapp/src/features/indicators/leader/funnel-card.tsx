import { type FunnelPoint, readFunnel } from '@minyi/shared/indicators/breakdowns/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useMemo, useState } from 'react'
import { Chips } from '../../../components/chip'
import { TextField } from '../../../components/field'
import { count, target as whole } from '../../../components/figure-words'
import type { Look } from '../../../components/looks'
import { type FunnelUnit, funnelFrame, funnelPicture, limitsMarkup } from '../../../components/office/funnel-drawing'
import { FunnelPlot } from '../../../components/office/funnel-plot'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { targetOf } from '../store'
import { ChartPart, Files, wordsOf } from './chart-part'
import { FunnelDetail } from './funnel-detail'
import { FunnelSheet, FunnelTable } from './funnel-table'
import { type Choice, funnelAsk, keyOf } from './store'
import './leader.css'

export type FunnelCardProps = {
  indicatorId: string
  name: string
  choice: Choice
  onUnit: (unitId: string) => void
}

type Funnel = OutputOf<typeof readFunnel>
type Standing = 'all' | 'low' | 'high' | 'few'

/** The units between the limits of chance: found by name, walked by keys, never ranked; below them their table. */
export function FunnelCard(props: FunnelCardProps) {
  const { indicatorId, choice } = props
  const ask = funnelAsk(indicatorId, choice)
  const funnel = useKeptRemote(() => call(readFunnel, ask), keyOf('funnel', ask))
  return <KeptLoaded from={funnel}>{(value) => <Units {...props} funnel={value} />}</KeptLoaded>
}

function Units({ indicatorId, name, choice, onUnit, funnel }: FunnelCardProps & { funnel: Funnel }) {
  const [look, setLook] = useState<Look>('chart')
  const [words, setWords] = useState('')
  const [standing, setStanding] = useState<Standing>('all')
  const [shownId, setShownId] = useState<string | null>(null)
  const { units, frame, target, all } = useMemo(() => drawn(funnel), [funnel])
  const found = useMemo(() => filtered(funnel.rows, words.trim(), standing), [funnel, words, standing])
  const matching = useMemo(() => new Set(found.map(({ id }) => id)), [found])
  const isChart = look === 'chart' && units.length > 0
  const hidden = words === '' && standing === 'all' ? funnel.hidden : null
  const shown = units.find(({ id }) => id === shownId) ?? null
  const outside = units.filter((unit) => unit.standing !== 'within').length
  const picture = () => ({
    picture: funnelPicture(frame, units, limitsMarkup(frame, funnel.curve, all, target), all, target),
    words: wordsOf(`${name} 各单位漏斗图`, funnel.total, '横轴是份数 n；虚线 95% 限，实线 99.8% 限'),
  })
  return (
    <ChartPart
      title="按单位"
      note={noteOf(funnel, units, frame.rooted)}
      look={look}
      onLook={setLook}
      tools={
        <Files indicatorId={indicatorId} choice={choice} by="unit" picture={units.length > 0 ? picture : undefined} />
      }
    >
      <View className="funnel-tools screen-only">
        <TextField
          label="找单位"
          kind="search"
          icon="search"
          placeholder="单位名称"
          value={words}
          onChange={setWords}
        />
        <Chips label="与全部单位比" options={standings(funnel.rows)} value={standing} onChange={setStanding} />
      </View>
      {isChart ? (
        <>
          <FunnelPlot
            frame={frame}
            units={units}
            matching={matching}
            curve={funnel.curve}
            all={all}
            target={target}
            label={`${units.length} 个单位，${outside} 个超出控制限；逐个的数字在表里`}
            shown={shown && matching.has(shown.id) ? shown : null}
            onShow={({ id }) => setShownId(id)}
            onPick={({ id }) => onUnit(id)}
          />
          <FunnelDetail point={found.find(({ id }) => id === shownId)} onUnit={onUnit} count={found.length} />
        </>
      ) : (
        <View className="screen-only">
          <FunnelTable points={found} hidden={hidden} onUnit={onUnit} />
        </View>
      )}
      <FunnelSheet points={found} hidden={hidden} isHeard={isChart} />
    </ChartPart>
  )
}

function drawn(funnel: Funnel) {
  const target = targetOf(funnel.total)
  const units = funnel.rows.flatMap(({ id, name, n, point, standing }): FunnelUnit[] =>
    n === null || point === null ? [] : [{ id, name, n, point, standing: standing ?? 'within' }],
  )
  return { units, target, frame: funnelFrame(units, funnel.curve, target), all: funnel.total.estimate?.point ?? null }
}

function filtered(rows: readonly FunnelPoint[], words: string, standing: Standing): FunnelPoint[] {
  return rows.filter((row) => {
    if (words && !row.name.includes(words) && !row.field.includes(words)) return false
    if (standing === 'few') return row.point === null
    return standing === 'all' || (row.standing?.startsWith(standing) ?? false)
  })
}

function standings(rows: readonly FunnelPoint[]): { value: Standing; word: string }[] {
  const of = (start: string) => rows.filter(({ standing }) => standing?.startsWith(start)).length
  return [
    { value: 'all', word: `全部 ${rows.length}` },
    { value: 'low', word: `低于控制限 ${of('low')}` },
    { value: 'high', word: `高于控制限 ${of('high')}` },
    { value: 'few', word: `份数不足 ${rows.filter(({ point }) => point === null).length}` },
  ]
}

function noteOf({ rows, minN }: Funnel, units: readonly FunnelUnit[], rooted: boolean): string {
  const few = rows.length - units.length
  const axis = rooted ? '横轴为份数 n（按平方根排开）' : '横轴为份数 n'
  const left = few > 0 ? `；另有 ${count(few)} 个单位 n 不到 ${minN}（或连带隐藏），不画` : ''
  return `漏斗图，不排名；虚线 ${whole(0.95)} 限，实线 99.8% 限：超出的不像是偶然。${axis}${left}`
}
