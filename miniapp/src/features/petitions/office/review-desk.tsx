import { StateDesk } from '../../../components/office/state-desk'
import { Paged } from '../../protection/paged'
import { ReviewCard } from './review-card'
import { reviews } from './store'

const states = [
  { value: 'waiting', word: '待作出意见' },
  { value: 'decided', word: '已作出意见' },
] as const

const empty = {
  waiting: { title: '没有要复查、复核的', text: '信访人对答复或复查意见不服，提出的申请会出现在这里。' },
  decided: { title: '还没有作出过意见', text: '作出的复查、复核意见会留在这里备查。' },
} as const

/** What residents ask to be reviewed, the one whose time ends first at the top. `opened` is the one that a message led to. */
export function ReviewDesk({ opened }: { opened: string | undefined }) {
  return (
    <StateDesk states={states}>
      {(state) => (
        <Paged about={state} read={(after) => reviews.list(state, after)} empty={empty[state]}>
          {(row, reload) => <ReviewCard row={row} opened={row.id === opened} onDone={reload} />}
        </Paged>
      )}
    </StateDesk>
  )
}
