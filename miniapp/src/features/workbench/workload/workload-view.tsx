import { ageClasses, type PersonLoad, readWorkload, type UnitLoad } from '@minyi/shared/cases/workload/contract.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { roleOf } from '../../../components/aria'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { type Look, LookSwitch, Looks } from '../../../components/looks'
import { Press } from '../../../components/press'
import { StateCard } from '../../../components/state-card'
import { Table } from '../../../components/table'
import { call } from '../../../lib/call'
import { goInstead } from '../../../lib/navigate'
import { usePolling } from '../../../lib/polling'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import './workload.css'

type Workload = OutputOf<typeof readWorkload>
const pollMs = 60_000

const ageWords = ageClasses.map((from, index) => {
  const next = ageClasses[index + 1]
  return next === undefined ? `${from} 天以上` : index === 0 ? `${next} 天内` : `${from}–${next} 天`
})

/** What each unit and person has in hand, how old it is, and what falls due this week. */
export function WorkloadView() {
  const load = useRemote(() => call(readWorkload, {}), 'workload')
  usePolling(load.reload, pollMs)
  return <Loaded from={load}>{(found) => <Loads load={found} />}</Loaded>
}

function Loads({ load }: { load: Workload }) {
  const sum = (value: (unit: UnitLoad) => number) => load.units.reduce((total, unit) => total + value(unit), 0)
  if (load.units.length === 0) {
    return <StateCard kind="empty" title="现在没有在办的件" text="有新的件交办以后，这里会按单位和人列出来。" />
  }
  return (
    <View className="stack">
      <View className="load-heads">
        <Head word="在办" count={sum((unit) => unit.open)} />
        <Head word="已超期" count={sum((unit) => unit.overdue)} tone="bad" onPress={() => toQueue('overdue')} />
        <Head
          word="本周将到期"
          count={sum((unit) => unit.dueThisWeek)}
          tone="warn"
          onPress={() => toQueue('due-soon')}
        />
        <Head word="近 7 天答复" count={sum((unit) => unit.repliedLately)} />
      </View>
      <Week load={load} />
      <UnitsCard units={load.units} />
      <Card className="stack-tight" label="各人">
        <Heading>各人</Heading>
        <View className="sub">在办件里最后一步由谁办，就算在谁手上。</View>
        <PersonTable people={load.people} />
      </Card>
      <View className="sub">{load.at.slice(11, 16)} 更新 · 不含涉及本人和本单位的件</View>
    </View>
  )
}

const toQueue = (queue: string) => goInstead('workbench', { queue })

type HeadProps = { word: string; count: number; tone?: 'bad' | 'warn'; onPress?: () => void }

function Head({ word, count, tone, onPress }: HeadProps) {
  const inside = (
    <>
      <View className="sub">{word}</View>
      <View className={count > 0 && tone ? `load-number ${tone}` : 'load-number'}>{count}</View>
    </>
  )
  return onPress ? (
    <Press className="card load-head" label={`${word} ${count} 件，打开`} onPress={onPress}>
      {inside}
    </Press>
  ) : (
    <View className="card load-head">{inside}</View>
  )
}

/** How many fall due on each day until Sunday. */
function Week({ load }: { load: Workload }) {
  if (load.week.length === 0) return null
  const most = Math.max(...load.week.map(({ due }) => due))
  return (
    <Card className="stack-tight" label="本周到期">
      <Heading>本周到期</Heading>
      <View className="week">
        {load.week.map(({ day, due }) => (
          <View key={day} className="week-day">
            <View className="strong">{due}</View>
            <View className="week-bar" style={{ height: `${Math.max(4, Math.round((due / most) * 72))}px` }} />
            <View className="sub centre">{shortDay(day)}</View>
          </View>
        ))}
      </View>
    </Card>
  )
}

function UnitsCard({ units }: { units: readonly UnitLoad[] }) {
  const [look, setLook] = useState<Look>('chart')
  return (
    <Card className="stack-tight" label="各单位">
      <View className="spread">
        <View className="grow">
          <Heading>各单位</Heading>
          <View className="sub">
            {look === 'chart' ? `条的长短是件数，颜色由浅到深是件龄：${ageWords.join('、')}。` : '各档件龄的在办件数。'}
          </View>
        </View>
        <LookSwitch of="各单位的件龄" value={look} onChange={setLook} />
      </View>
      <Looks look={look} chart={<UnitTable units={units} />}>
        <AgeTable units={units} />
      </Looks>
    </Card>
  )
}

/** The bars of age as numbers. */
function AgeTable({ units }: { units: readonly UnitLoad[] }) {
  return (
    <Table
      label="各单位在办件的件龄"
      rows={units}
      rowKey={({ unitId }) => unitId ?? 'nobody'}
      columns={[
        { key: 'unit', head: '单位', grow: 2, cell: (unit: UnitLoad) => unit.unitName ?? '还没有交办' },
        ...ageWords.map((word, at) => ({
          key: word,
          head: word,
          number: true,
          folded: `${word} `,
          cell: (unit: UnitLoad) => unit.ages[at] ?? 0,
        })),
        { key: 'open', head: '在办', number: true, strong: true, folded: '在办 ', cell: (unit: UnitLoad) => unit.open },
      ]}
    />
  )
}

function UnitTable({ units }: { units: readonly UnitLoad[] }) {
  const most = Math.max(1, ...units.map(({ open }) => open))
  return (
    <Table
      label="各单位的在办件数"
      rows={units}
      rowKey={({ unitId }) => unitId ?? 'nobody'}
      columns={[
        { key: 'c1', head: '单位', cell: (unit: UnitLoad) => unit.unitName ?? '还没有交办' },
        { key: 'c2', head: '件龄', grow: 2, cell: (unit: UnitLoad) => <Ages unit={unit} most={most} /> },
        { key: 'c3', head: '在办', number: true, folded: '在办 ', cell: (unit: UnitLoad) => unit.open },
        {
          key: 'c4',
          head: '已超期',
          number: true,
          folded: '已超期 ',
          cell: (unit: UnitLoad) => <Late count={unit.overdue} />,
        },
        { key: 'c5', head: '本周到期', number: true, folded: '本周到期 ', cell: (unit: UnitLoad) => unit.dueThisWeek },
        {
          key: 'c6',
          head: '近 7 天答复',
          number: true,
          folded: '近 7 天答复 ',
          cell: (unit: UnitLoad) => unit.repliedLately,
        },
      ]}
    />
  )
}

function Late({ count }: { count: number }) {
  return <View className={count > 0 ? 'bad strong' : ''}>{count}</View>
}

/** The open items as one bar, each class of age a shade; said in words for whoever cannot see it. */
function Ages({ unit, most }: { unit: UnitLoad; most: number }) {
  const words = unit.ages.map((count, index) => `${ageWords[index]} ${count} 件`).join('，')
  return (
    <View className="ages" {...roleOf('img')} aria-label={words}>
      {unit.ages.map((count, index) => (
        <View key={ageWords[index]} className={`age age-${index}`} style={{ width: `${(count / most) * 100}%` }} />
      ))}
    </View>
  )
}

function PersonTable({ people }: { people: readonly PersonLoad[] }) {
  return (
    <Table
      label="各人手上的件数"
      rows={people}
      rowKey={({ staffId }) => staffId}
      columns={[
        { key: 'c7', head: '姓名', cell: (person: PersonLoad) => person.name },
        { key: 'c8', head: '单位', cell: (person: PersonLoad) => person.unitName ?? '' },
        { key: 'c9', head: '手上', number: true, folded: '手上 ', cell: (person: PersonLoad) => person.inHand },
        {
          key: 'c10',
          head: '已超期',
          number: true,
          folded: '已超期 ',
          cell: (person: PersonLoad) => <Late count={person.overdue} />,
        },
        {
          key: 'c11',
          head: '近 7 天办理步数',
          number: true,
          folded: '近 7 天步数 ',
          cell: (person: PersonLoad) => person.stepsLately,
        },
      ]}
    />
  )
}
