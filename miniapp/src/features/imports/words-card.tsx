import { caseKinds } from '@minyi/shared/cases/contract.ts'
import { importStates, type ValuedField } from '@minyi/shared/cases/imports/contract.ts'
import { importFieldLabels, importStateLabels } from '@minyi/shared/cases/imports/labels.ts'
import { caseKindLabels, identityLabels, unitOutcomeLabels, verdictLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Choose } from '../../components/office/choose'
import { Table } from '../../components/table'
import { explain, type Preview, useImports } from './store'

type Unclear = Preview['unclear'][number]
type Meaning = { value: string; word: string }

const open = 'open'
const empty = 'empty'
const wordsOf = (labels: Record<string, string>): Meaning[] =>
  Object.entries(labels).map(([value, word]) => ({ value, word }))
const meanings: Partial<Record<ValuedField, Meaning[]>> = {
  kind: caseKinds.map((value) => ({ value, word: caseKindLabels[value] })),
  state: importStates.map((value) => ({ value, word: importStateLabels[value] })),
  outcome: wordsOf(unitOutcomeLabels),
  verdict: wordsOf(verdictLabels),
  identity: Object.entries(identityLabels).map(([value, { short }]) => ({ value, word: short })),
}
const valued: readonly ValuedField[] = [
  'kind',
  'area',
  'unit',
  'accusedUnit',
  'topic',
  'state',
  'outcome',
  'verdict',
  'identity',
]

/** The source's own words that nobody here knows yet, each with what it may mean. */
export function WordsCard() {
  const { preview, mapping } = useImports()
  if (!preview || !mapping || preview.unclear.length === 0) return null
  return (
    <Card label="还没认出的词" className="stack">
      <Heading>还没认出的词</Heading>
      <View className="sub">只看了前 {preview.sampled} 行。说一次就存进方案，以后不再问；不说的，这些行不导入。</View>
      <Table
        label="还没认出的词"
        rows={preview.unclear.slice(0, 40)}
        rowKey={({ field, value }) => `${field}/${value}`}
        columns={[
          { key: 'field', head: '哪一项', cell: ({ field }) => importFieldLabels[field] },
          { key: 'value', head: '表里写的', cell: ({ value }) => value, strong: true },
          { key: 'rows', head: '行数', cell: ({ rows }) => rows, number: true, grow: 0 },
          { key: 'meaning', head: '是什么意思', cell: (row) => <MeaningChoice row={row} />, grow: 2 },
        ]}
      />
    </Card>
  )
}

function MeaningChoice({ row }: { row: Unclear }) {
  const mapping = useImports((state) => state.mapping)
  const field = valued.find((one) => one === row.field)
  if (!mapping || !field) return null
  const own = meanings[field]
  const choices = own ?? [
    ...row.candidates.map(({ id, name }) => ({ value: id, word: name })),
    { value: empty, word: '留空' },
  ]
  const said = mapping.values[field][row.value]
  return (
    <Choose
      label={`“${row.value}”是什么意思`}
      options={[{ value: open, word: '选一个' }, ...choices]}
      value={said === undefined ? open : (said ?? empty)}
      on={said !== undefined}
      onChange={(value) => {
        if (value !== open) explain(field, row.value, value === empty ? null : value)
      }}
    />
  )
}
