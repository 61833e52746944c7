import { listLawDrafts } from '@minyi/shared/cases/legislation/contract.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { TextField } from '../../components/field'
import { PickField } from '../../components/pick-field'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { type Draft, write } from './store'

/** Which draft law an opinion is about, and which article of it. */
export function LawChoice({ draft }: { draft: Draft }) {
  const { remote } = useRemote(() => call(listLawDrafts, {}), 'law-drafts')
  const open = remote.value?.rows.filter((row) => row.open) ?? []
  const chosen = open.find(({ id }) => id === draft.law?.id)
  return (
    <Card className="stack">
      <PickField
        id="law-draft"
        label="对哪份草案提意见？"
        placeholder={remote.state === 'ready' && open.length === 0 ? '现在没有征求意见的草案' : '请选草案'}
        options={open.map(({ id, title }) => ({ value: id, word: title }))}
        value={draft.law?.id}
        onChange={(id) => write({ law: { id, name: open.find((row) => row.id === id)?.title ?? '' } })}
      />
      {chosen && (
        <View className="sub">
          {chosen.unitName}起草，{dayInWords(chosen.openUntil)} 24:00 前可以提，已收 {chosen.opinions} 条意见
        </View>
      )}
      <TextField
        label="第几条"
        hint="可不填"
        value={draft.article ?? ''}
        onChange={(article) => write({ article })}
        maxLength={40}
        placeholder="例如：第十二条"
      />
    </Card>
  )
}
