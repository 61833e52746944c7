import { listLawDrafts } from '@minyi/shared/cases/legislation/contract.ts'
import { TextField } from '../../components/field'
import { PickField } from '../../components/pick-field'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { type CollectDraft, changeDraft, useField } from './store'

/** At a legislative contact point (基层立法联系点): which draft an opinion is about, and which article of it. */
export function LawFields({ draft }: { draft: CollectDraft }) {
  const drafts = useRemote(() => call(listLawDrafts, {}), 'law-drafts')
  const failure = useField((state) => state.failure)
  const open = drafts.remote.value?.rows.filter((row) => row.open) ?? []
  return (
    <>
      <PickField
        id="collect-law"
        label="对哪份草案提意见"
        hint="不是对草案提的可不选"
        placeholder={
          drafts.remote.state === 'ready' && open.length === 0 ? '现在没有征求意见的草案' : '选草案，联网后才读得到'
        }
        options={open.map(({ id, title }) => ({ value: id, word: title }))}
        value={draft.lawId}
        onChange={(lawId) => changeDraft({ lawId })}
        error={failure?.fieldMessage('draftId')}
      />
      {draft.lawId && (
        <TextField
          id="collect-article"
          label="第几条"
          hint="可不填"
          value={draft.article ?? ''}
          maxLength={40}
          onChange={(article) => changeDraft({ article })}
          placeholder="例如：第十二条"
        />
      )}
    </>
  )
}
