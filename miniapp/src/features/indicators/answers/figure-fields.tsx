import type { AnswerSet } from '@minyi/shared/indicators/answers/contract.ts'
import { View } from '@tarojs/components'
import { ManyChips } from '../../../components/chip'
import { Field, TextField } from '../../../components/field'
import { PickField } from '../../../components/pick-field'
import type { CallFailure } from '../../../lib/call'
import type { FigureDraft } from './store'

type Change = { draft: FigureDraft; onChange: (part: Partial<FigureDraft>) => void }
type Promised = { id: string; name: string; document: string; clause: string }

/** Which promise is answered, what the figure is called, and what it should reach. */
export function WholeFields(props: Change & { promises: readonly Promised[]; failure: CallFailure | undefined }) {
  const { draft, onChange, promises, failure } = props
  const promised = promises.find(({ id }) => id === draft.promiseId)
  const choose = (promiseId: string) => {
    const name = promises.find(({ id }) => id === promiseId)?.name ?? ''
    onChange({ promiseId, ...(draft.name === '' || draft.name === promised?.name ? { name } : {}) })
  }
  return (
    <>
      <PickField
        label="回答方案里的哪一条"
        placeholder="请选一条"
        options={promises.map(({ id, name, document }) => ({ value: id, word: `${name}（${document}）` }))}
        value={draft.promiseId || undefined}
        onChange={choose}
        error={failure?.fieldMessage('promiseId')}
      />
      {promised && <View className="sub">原文：“{promised.clause}”</View>}
      <TextField
        label="指标名称"
        value={draft.name}
        onChange={(name) => onChange({ name })}
        maxLength={60}
        error={failure?.fieldMessage('name')}
      />
      <TextField
        kind="number"
        label="目标（%）"
        hint="方案没有写数就不填"
        value={draft.target}
        onChange={(target) => onChange({ target })}
        error={failure?.fieldMessage('target')}
      />
    </>
  )
}

/** The columns that say how people were drawn. */
export function DesignFields({ set, draft, onChange }: Change & { set: AnswerSet }) {
  const names = set.columns.map(({ name }) => ({ value: name, word: name }))
  return (
    <>
      <PickField
        label="权数"
        hint="每份回答代表多少人"
        placeholder="没有权数"
        options={[{ value: '', word: '没有权数，人人一样' }, ...names]}
        value={draft.weights}
        onChange={(weights) => onChange({ weights })}
      />
      <Field label="层" hint="先分开、再各自抽的，例如乡镇">
        <ManyChips label="层" options={names} values={draft.strata} onChange={(strata) => onChange({ strata })} />
      </Field>
      <Field label="抽样单位" hint="一起抽中的，例如村居；一人一人抽的不选">
        <ManyChips label="抽样单位" options={names} values={draft.ids} onChange={(ids) => onChange({ ids })} />
      </Field>
    </>
  )
}
