import { followUpStageLabels } from '@minyi/shared/follow-ups/labels.ts'
import { Rail } from '../../components/office/rail'
import { type FollowUpView, showFollowUps, useFollowUps } from './store'

export const viewWords: Record<FollowUpView, string> = {
  open: '在办差评',
  overdue: '已超期',
  'call-back': followUpStageLabels['call-back'],
  verify: followUpStageLabels.verify,
  answer: followUpStageLabels.answer,
  're-rate': followUpStageLabels['re-rate'],
  closed: followUpStageLabels.closed,
}

/** The stages that a poor grade goes through. */
export function Stages() {
  const view = useFollowUps((state) => state.view)
  return (
    <Rail<FollowUpView>
      label="差评跟进"
      items={[
        { value: 'open', word: viewWords.open, icon: 'list' },
        { value: 'overdue', word: viewWords.overdue, icon: 'warning' },
        { value: 'call-back', word: viewWords['call-back'], icon: 'phone' },
        { value: 'verify', word: viewWords.verify, icon: 'search' },
        { value: 'answer', word: viewWords.answer, icon: 'edit' },
        { value: 're-rate', word: viewWords['re-rate'], icon: 'star' },
        { value: 'closed', word: viewWords.closed, icon: 'check' },
      ]}
      value={view}
      onChange={(chosen) => showFollowUps(chosen)}
    />
  )
}
