import {
  type ClockName,
  itemClocks,
  type ListedClock,
  listClocks,
  orderClocks,
  pathClocks,
  publicClocks,
  tierClocks,
} from '@minyi/shared/clocks/contract.ts'
import { lengthInWords } from '@minyi/shared/clocks/labels.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Table } from '../../components/table'
import { call } from '../../lib/call'
import { focusOn } from '../../lib/focus'
import { useRemote } from '../../lib/remote'
import { ClockForm } from './clock-form'

const groups: readonly { title: string; names: readonly ClockName[] }[] = [
  { title: '民意件', names: itemClocks },
  { title: '五级办理', names: tierClocks },
  { title: '法定途径', names: pathClocks },
  { title: '督办、监督与督查', names: orderClocks },
  { title: '征求意见、公开与年报', names: publicClocks },
]

/** Every clock by what it is for, each with its source; one at a time is changed, beneath its group. */
export function ClockList() {
  const clocks = useRemote(() => call(listClocks, {}, { as: 'staff' }), 'clocks')
  const [chosen, setChosen] = useState<ClockName>()
  return (
    <Loaded from={clocks}>
      {(value) => {
        const known = new Map(value.clocks.map((one) => [one.clock, one]))
        return groups.map(({ title, names }) => (
          <Card key={title} label={title} className="stack">
            <Heading>{title}</Heading>
            <ClockTable
              title={title}
              rows={names.flatMap((name) => known.get(name) ?? [])}
              chosen={chosen}
              onChoose={(name) => {
                setChosen(name)
                focusOn('clock-days')
              }}
            />
            {names.flatMap((name) => {
              const clock = name === chosen && known.get(name)
              return clock
                ? [
                    <ClockForm
                      key={name}
                      clock={clock}
                      onChanged={clocks.reload}
                      onClose={() => setChosen(undefined)}
                    />,
                  ]
                : []
            })}
          </Card>
        ))
      }}
    </Loaded>
  )
}

type ClockTableProps = {
  title: string
  rows: readonly ListedClock[]
  chosen: ClockName | undefined
  onChoose: (name: ClockName) => void
}

function ClockTable({ title, rows, chosen, onChoose }: ClockTableProps) {
  return (
    <Table
      columnWidth={110}
      label={title}
      rows={rows}
      rowKey={({ clock }) => clock}
      columns={[
        { key: 'matter', head: '事项', grow: 3, strong: true, cell: ({ matter }) => matter },
        {
          key: 'length',
          head: '时限',
          grow: 2,
          cell: (clock) => (
            <View>
              {lengthInWords(clock)}
              <View className="sub">{clock.endsAt} 到点</View>
            </View>
          ),
        },
        { key: 'due', head: '到期日', grow: 2, cell: DueCell },
        { key: 'source', head: '依据', grow: 4, cell: ({ source }) => <View className="sub">{source}</View> },
        {
          key: 'change',
          head: '版本',
          grow: 2,
          cell: ({ clock, version }) => (
            <Button small narrow kind="line" disabled={clock === chosen} onPress={() => onChoose(clock)}>
              {clock === chosen ? '正在改' : `第 ${version} 版，修改`}
            </Button>
          ),
        },
      ]}
    />
  )
}

/** The next date of a yearly clock; of others, when they would end if they began today. */
function DueCell({ due, onDay, before }: ListedClock) {
  if (before) return <View className="sub">按会期倒推</View>
  return (
    <View>
      {due.day.slice(0, 4)}年{dayInWords(due.day)}
      <View className="sub">
        {onDay ? '下一次' : '今天起算'}
        {due.provisional ? '，暂定' : ''}
      </View>
    </View>
  )
}
