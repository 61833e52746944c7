import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { mayCloseAfterCallBack } from '@minyi/shared/cases/rules.ts'
import { type Action, ActionBar } from '../../components/office/action-bar'
import { MoreActs, UndoBar } from './step/more-acts'
import { type Act, beginStep, type Draft, subjectOf } from './step/store'

type Offer = {
  act: Exclude<Act, 'propose-closing'>
  word: string
  keyName?: string
  preset?: Partial<Draft>
  danger?: boolean
}

/** What can be done with an item now, the natural next step first. */
export function offersFor(item: CaseDetail): Offer[] {
  const offers: Offer[] = [
    { act: 'accept', word: '受理', keyName: 'a' },
    { act: 'take', word: '接收', keyName: 'a' },
    { act: 'assign', word: item.state === 'returned' ? '重新交办' : '交办', keyName: 't' },
    { act: 'reply', word: '答复', keyName: 'r' },
    { act: 'call-back', word: '回访并记录', keyName: 'r' },
    { act: 'transfer', word: '转办', keyName: 't' },
    { act: 'return', word: '退回', keyName: 'b' },
    { act: 'note', word: '加备注', keyName: 'n' },
    { act: 'classify', word: '改标题、分类' },
    { act: 'close', word: '不经答复结案', danger: true },
    { act: 'refuse', word: '不予受理', danger: true },
  ]
  const open = offers.filter(({ act }) => item.acts.includes(act))
  if (!item.acts.includes('call-back') || mayCloseAfterCallBack('not-settled', item.round)) return open
  const redo: Offer = { act: 'call-back', word: '退回重办', keyName: 'b', preset: { result: 'not-settled' } }
  return [...open.slice(0, 1), redo, ...open.slice(1)]
}

/** The one bar at the foot of the item. */
export function NextStep({ item }: { item: CaseDetail }) {
  const { next, aside } = wordsOf(item)
  const actions: Action[] = offersFor(item).map(({ act, word, keyName, preset, danger }) => ({
    word,
    keyName,
    danger,
    onPress: () => beginStep(act, [subjectOf(item)], preset),
  }))
  const { undoable } = item
  return (
    <>
      <ActionBar next={next} aside={aside} actions={actions} hasPrimary={actions[0]?.word !== '加备注'} />
      <MoreActs item={item} />
      {undoable && <UndoBar item={item} undoable={undoable} />}
    </>
  )
}

function wordsOf({ state, acts, disputed }: CaseDetail): { next: string; aside?: string } {
  if (acts.includes('accept')) return { next: '下一步：受理', aside: '受理或不予受理，都会告知诉求人' }
  if (acts.includes('assign'))
    return { next: state === 'returned' ? '下一步：重新确定承办单位' : '下一步：交办', aside: '被投诉单位不能承办' }
  if (acts.includes('resume')) return { next: '计时已暂停', aside: '材料到了就恢复计时，剩下的天数接着算' }
  if (acts.includes('take')) return { next: '下一步：接收，或在期限内提异议', aside: '接收后不再提异议' }
  if (acts.includes('reply')) return { next: '下一步：答复诉求人', aside: '答复后由诉求人评价解决没有' }
  if (acts.includes('call-back'))
    return { next: '下一步：回访核实', aside: disputed ? '两方说法不一，核实后才能结案' : undefined }
  if (state === 'handling') return { next: '等承办单位答复' }
  if (state === 'replied') return { next: '等诉求人评价', aside: '到期未表态单列，不算解决' }
  if (state === 'call-back') return { next: '等回访核实', aside: '由没有答复过的同事回访' }
  if (state === 'closed' || state === 'refused' || state === 'withdrawn') return { next: '已经结束' }
  return { next: '等受理岗处理' }
}
