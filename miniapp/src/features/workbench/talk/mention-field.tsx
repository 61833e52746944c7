import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { roleOf } from '../../../components/aria'
import { Press } from '../../../components/press'
import { changeDraft, draftOf, useStep } from '../step/store'
import { findColleagues, useTalk } from './store'

/** Colleagues to name in the note: typing @ and the beginning of a name offers who may see the item. */
export function MentionField() {
  const draft = useStep(draftOf)
  const caseId = useStep(({ subjects }) => subjects[0]?.id)
  const colleagues = useTalk((state) => state.colleagues)
  const typed = /@([^\s@]*)$/.exec(draft.words)?.[1]
  useEffect(() => {
    if (caseId && typed !== undefined) findColleagues(caseId, typed)
  }, [caseId, typed])
  const named = draft.mentions ?? []
  const offered = typed === undefined ? [] : colleagues.filter(({ id }) => !named.some((one) => one.id === id))
  return (
    <View className="stack-tight">
      {offered.length > 0 && (
        <View className="wrap" {...roleOf('group')} aria-label="可以提到的同事">
          {offered.slice(0, 6).map(({ id, name, unitName }) => (
            <Press
              key={id}
              className="chip"
              onPress={() =>
                changeDraft({
                  words: draft.words.replace(/@[^\s@]*$/, `@${name} `),
                  mentions: [...named, { id, name }],
                })
              }
            >
              {name}
              {unitName && ` · ${unitName}`}
            </Press>
          ))}
        </View>
      )}
      <View className="sub">
        {named.length > 0
          ? `会提醒：${named.map(({ name }) => name).join('、')}`
          : '输入 @ 和姓名，可以提醒看得到这一件的同事'}
      </View>
    </View>
  )
}
