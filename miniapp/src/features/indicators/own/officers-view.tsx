import { listIndicators } from '@minyi/shared/indicators/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { listOfficerFigures, type OfficerRow } from '@minyi/shared/indicators/officers/contract.ts'
import { reachInWords, refusalLabels } from '@minyi/shared/indicators/officers/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../../components/card'
import { Chips } from '../../../components/chip'
import { count, percent } from '../../../components/figure-words'
import { Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { OfficeHead } from '../../../components/office/office-page'
import { SearchBox } from '../../../components/office/search-box'
import { StateCard } from '../../../components/state-card'
import { type Column, Table } from '../../../components/table'
import { DemoMark } from '../../../components/tag'
import { call } from '../../../lib/call'
import { useKeptText } from '../../../lib/kept-choice'
import { useRemote } from '../../../lib/remote'
import '../../../components/field.css'
import './own.css'
import { PageTurner } from '../../../components/office/page-turner'

/** The supervising office reads officers in the order of the register: nobody is ranked, and a few ratings give no rate. */
export function OfficersView() {
  const [chosen, setChosen] = useKeptText('id')
  const [search, setSearch] = useKeptText('q')
  const [typed, setTyped] = useState(search)
  const all = useRemote(() => call(listIndicators, {}), 'all')
  return (
    <>
      <OfficeHead crumb="只有执法监督机构和本人能看；按名录顺序，不排名" title="执法人员的满意度">
        <SearchBox
          id="officer-search"
          label="姓名或执法证号"
          value={typed}
          onChange={setTyped}
          onSearch={() => setSearch(typed.trim())}
          onClear={() => {
            setTyped('')
            setSearch('')
          }}
        />
      </OfficeHead>
      <Notice icon="lock">
        评价不到 30
        份的，不显示份数和比率，只给参照同类单位得出的估计：份数少时它会向同类的总体靠近，所以不会因为一两份评价大起大落。不能用来排名或考核扣分。
      </Notice>
      <Loaded from={all}>
        {({ indicators }) => {
          const indicatorId = indicators.find(({ id }) => id === chosen)?.id ?? indicators[0]?.id ?? ''
          return (
            <>
              {indicators.length > 1 && (
                <Chips
                  label="哪个指标"
                  options={indicators.map(({ id, name }) => ({ value: id, word: name }))}
                  value={indicatorId}
                  onChange={setChosen}
                />
              )}
              {indicatorId && <Officers key={`${indicatorId}/${search}`} indicatorId={indicatorId} search={search} />}
            </>
          )
        }}
      </Loaded>
    </>
  )
}

function Officers({ indicatorId, search }: { indicatorId: string; search: string }) {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const ask = { indicatorId, after, ...(search ? { search } : {}) }
  const page = useRemote(() => call(listOfficerFigures, ask), `${after ?? ''}`)
  return (
    <Loaded from={page}>
      {({ rows, next, period }) =>
        rows.length === 0 ? (
          <StateCard kind="empty" title="没有找到" text="请核对姓名或执法证号；名录里没有的，请找系统管理员。" />
        ) : (
          <Card className="stack-tight" label="执法人员">
            <View className="spread">
              <View className="sub">{periodWords(period)}，按事项办结的月份；随时准确</View>
              {rows[0]?.figure.demo && <DemoMark />}
            </View>
            <Table<OfficerRow> label="执法人员" columns={columns} rows={rows} rowKey={({ officer }) => officer.id} />
            <PageTurner trail={trail} next={next} onTurn={setTrail} />
          </Card>
        )
      }
    </Loaded>
  )
}

const columns: readonly Column<OfficerRow>[] = [
  {
    key: 'name',
    head: '执法人员',
    grow: 3,
    cell: ({ officer }) => (
      <View>
        <View className="strong">{officer.name}</View>
        <View className="tiny">{officer.certificateNumber}</View>
      </View>
    ),
  },
  { key: 'unit', head: '单位', grow: 4, cell: ({ officer }) => officer.unit.name },
  {
    key: 'n',
    head: 'n',
    number: true,
    folded: 'n = ',
    cell: ({ figure }) => (figure.n === null ? '不到 30' : count(figure.n)),
  },
  {
    key: 'rate',
    head: '满意度',
    number: true,
    folded: '满意度 ',
    cell: ({ figure }) => (figure.estimate ? percent(figure.estimate.point) : '不显示'),
  },
  {
    key: 'estimate',
    head: '估计（区间）',
    number: true,
    grow: 3,
    strong: true,
    folded: '估计 ',
    cell: ({ shrunken }) =>
      shrunken ? `约 ${shrunken.point}%（${shrunken.interval[0]}%–${shrunken.interval[1]}%）` : '—',
  },
  {
    key: 'words',
    head: '说明',
    grow: 5,
    cell: ({ shrunken, refusal }) => (
      <View className="sub">{shrunken ? reachInWords(shrunken) : refusalLabels[refusal ?? 'few-ratings']}</View>
    ),
  },
]
