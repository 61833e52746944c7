import type { AnswerSet } from '@minyi/shared/indicators/answers/contract.ts'
import { View } from '@tarojs/components'
import { Button, WordLink } from '../../../components/button'
import { Card } from '../../../components/card'
import { ManyChips } from '../../../components/chip'
import { Field, TextField } from '../../../components/field'
import { count } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { PickField } from '../../../components/pick-field'
import type { CallFailure } from '../../../lib/call'
import { blankPart, type PartDraft } from './store'

export type PartFieldsProps = {
  set: AnswerSet
  parts: readonly PartDraft[]
  failure: CallFailure | undefined
  onChange: (parts: PartDraft[]) => void
}

/** The questions that the figure is made of, each with the answers that count; several need weights that add up to 100. */
export function PartFields({ set, parts, failure, onChange }: PartFieldsProps) {
  const several = parts.length > 1
  const sum = parts.reduce((total, { percent }) => total + Number(percent), 0)
  const add = () =>
    onChange([...parts.map((part) => (several ? part : { ...part, percent: '' })), { ...blankPart(), percent: '' }])
  const remove = (key: number) => {
    const left = parts.filter((part) => part.key !== key)
    onChange(left.length === 1 ? left.map((part) => ({ ...part, percent: '100' })) : left)
  }
  return (
    <>
      {parts.map((part, i) => (
        <Card key={part.key} label={`第 ${i + 1} 部分`} className="chart-part">
          <View className="spread">
            <Heading>{several ? `第 ${i + 1} 部分` : '算哪道题'}</Heading>
            {several && <WordLink onPress={() => remove(part.key)}>去掉</WordLink>}
          </View>
          <Part
            set={set}
            part={part}
            several={several}
            wrong={(field) => failure?.fieldMessage(`parts.${i}.${field}`)}
            onChange={(given) => onChange(parts.map((one) => (one.key === part.key ? { ...one, ...given } : one)))}
          />
        </Card>
      ))}
      <Card className="chart-part" label="再加一部分">
        {several && (
          <View className="sub">
            {sum === 100 ? '各部分的权重合起来正好 100%。' : `各部分的权重合起来是 ${sum}%，应当是 100%。`}
          </View>
        )}
        {parts.length < 6 && (
          <Button kind="line" icon="plus" small narrow onPress={add}>
            再加一部分，合成综合指标
          </Button>
        )}
      </Card>
    </>
  )
}

type PartProps = {
  set: AnswerSet
  part: PartDraft
  several: boolean
  wrong: (field: string) => string | undefined
  onChange: (given: Partial<PartDraft>) => void
}

function Part({ set, part, several, wrong, onChange }: PartProps) {
  const questions = set.columns.filter(({ values }) => values !== null && values.length > 1)
  const values = questions.find(({ name }) => name === part.column)?.values ?? []
  const options = values.map((one) => ({ value: one.value, word: `${one.value}（${count(one.count)}）` }))
  const ask = (column: string) => {
    const all = questions.find(({ name }) => name === column)?.values?.map(({ value }) => value) ?? []
    onChange({ column, in: [], of: all, name: part.name || column })
  }
  return (
    <>
      <PickField
        label="题目"
        placeholder="请选一列"
        options={questions.map(({ name }) => ({ value: name, word: name }))}
        value={part.column || undefined}
        onChange={ask}
        error={wrong('column')}
      />
      {values.length > 0 && (
        <>
          <Field label="有效的回答" hint="“不了解”“拒答”不选，另外列出" error={wrong('of')}>
            <ManyChips
              label="有效的回答"
              options={options}
              values={part.of}
              onChange={(of) => onChange({ of, in: part.in.filter((value) => of.includes(value)) })}
            />
          </Field>
          <Field label="其中算作“是”的" error={wrong('in')}>
            <ManyChips
              label="算作是的"
              options={options.filter(({ value }) => part.of.includes(value))}
              values={part.in}
              onChange={(counted) => onChange({ in: counted })}
            />
          </Field>
        </>
      )}
      <TextField
        label="这一部分叫什么"
        value={part.name}
        onChange={(name) => onChange({ name })}
        maxLength={40}
        error={wrong('name')}
      />
      {several && (
        <TextField
          kind="number"
          label="权重（%）"
          value={part.percent}
          onChange={(percent) => onChange({ percent })}
          error={wrong('weight')}
        />
      )}
    </>
  )
}
