import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Icon } from '../../../components/icon'
import { useRegister } from '../../registry/store'
import { changeDraft, type Draft, useStep, useSubject } from '../step/store'
import { UnitPicker } from '../unit-picker'

/** Accepting one item with the unit that usually handles what it is about: one press does both, and either can be left. */
export function AcceptAndGive({ draft }: { draft: Draft }) {
  const item = useSubject()
  const isOne = useStep(({ subjects }) => subjects.length === 1)
  const unit = useRegister(({ units }) => units?.find(({ id }) => id === draft.unitId))
  const [choosing, setChoosing] = useState(false)
  const barred = item?.accusedUnitId ? { [item.accusedUnitId]: '被投诉单位，不能经办' } : {}
  const choose = (unitId: string | undefined) => {
    changeDraft({ unitId })
    setChoosing(false)
  }
  return (
    <View className="stack-tight">
      <View>受理后诉求人会收到通知，办理期限从受理起算。</View>
      {isOne && (
        <View className="spread give-line">
          <View className="line-up">
            <Icon name="merge" />
            <View>{draft.unitId ? `并交办给 ${unit?.name ?? '…'}` : '先不交办，进“待分派”'}</View>
          </View>
          <View className="line-up">
            <Button kind="word" small onPress={() => setChoosing(!choosing)}>
              {draft.unitId ? '换一个' : '选单位'}
            </Button>
            {draft.unitId && (
              <Button kind="word" small onPress={() => choose(undefined)}>
                先不交办
              </Button>
            )}
          </View>
        </View>
      )}
      {choosing && <UnitPicker value={draft.unitId} onChange={choose} barred={barred} />}
    </View>
  )
}
