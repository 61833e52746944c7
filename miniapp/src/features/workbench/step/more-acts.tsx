import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { officeActLabels, storyLabels } from '@minyi/shared/cases/office/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { beginStep, subjectOf } from './store'
import './step.css'

const more = ['ask-extension', 'ask-pause', 'resume', 'object', 'set-tier', 'set-path'] as const

/** What is done now and then: asked of others, or about the item's tier and path. */
export function MoreActs({ item }: { item: CaseDetail }) {
  const open = more.filter((act) => item.acts.includes(act))
  if (open.length === 0) return null
  return (
    <View className="wrap more-acts" aria-label="其他办理">
      {open.map((act) => (
        <Button key={act} small kind="line" onPress={() => beginStep(act, [subjectOf(item)])}>
          {officeActLabels[act]}
        </Button>
      ))}
    </View>
  )
}

/** The caller's own last step can be taken back for a few minutes. */
export function UndoBar({ item, undoable }: { item: CaseDetail; undoable: NonNullable<CaseDetail['undoable']> }) {
  return (
    <View className="spread undo-bar">
      <View className="sub">
        您刚做了“{storyLabels[undoable.action] ?? undoable.action}”，{undoable.until.slice(11, 16)} 前可以撤销
      </View>
      <Button small kind="line" onPress={() => beginStep('undo', [subjectOf(item)])}>
        撤销
      </Button>
    </View>
  )
}
