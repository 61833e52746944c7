import { useEffect } from 'react'
import { PickField } from '../../components/pick-field'
import { failureFrom } from '../../lib/call'
import { toast } from '../../lib/toast'
import { loadAreas, townsOf, useRegister, villagesOf } from '../registry/store'
import { type CollectDraft, changeDraft, useField } from './store'

/** In which township and village it happened, so that whoever answers for the place finds it. */
export function WhereFields({ draft }: { draft: CollectDraft }) {
  const areas = useRegister((state) => state.areas)
  const failure = useField((state) => state.failure)
  useEffect(() => {
    loadAreas().catch((error) => toast(failureFrom(error).title))
  }, [])
  const named = (rows: readonly { id: string; name: string }[]) =>
    rows.map(({ id, name }) => ({ value: id, word: name }))
  const villages = villagesOf(areas ?? [], draft.townId)
  return (
    <>
      <PickField
        id="collect-town"
        label="在哪个镇街"
        hint="可不填"
        placeholder={areas ? '选镇街' : '没有读到名录，联网后再选'}
        options={named(townsOf(areas ?? []))}
        value={draft.townId}
        onChange={(townId) => changeDraft({ townId, villageId: undefined })}
        error={failure?.fieldMessage('areaId')}
      />
      {villages.length > 0 && (
        <PickField
          id="collect-village"
          label="在哪个村居"
          hint="可不填"
          placeholder="选村居"
          options={named(villages)}
          value={draft.villageId}
          onChange={(villageId) => changeDraft({ villageId })}
        />
      )}
    </>
  )
}
