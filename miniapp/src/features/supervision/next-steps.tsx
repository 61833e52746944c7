import type { OrderDetail, TaskAct, TaskView } from '@minyi/shared/supervision/contract.ts'
import type { LetterAct, LetterDetail } from '@minyi/shared/supervision/letters/contract.ts'
import { type Action, ActionBar } from '../../components/office/action-bar'
import { useOffice } from '../office/store'
import { beginAssigning } from './assigning/store'
import { beginStep, type StepKind, stepKinds, type Target } from './steps/store'
import type { Item } from './store'
import { beginWriting } from './writing/store'

/** A step that is offered, with what it is done to. */
export type Offer = { kind: StepKind; target: Target }

const letterKindsOf: Record<LetterAct, StepKind> = {
  acknowledge: 'acknowledge',
  correct: 'correct',
  report: 'letter-report',
  accept: 'accept',
  'send-back': 'send-back',
  object: 'object',
  'review-upheld': 'review-upheld',
  'review-withdrawn': 'review-withdrawn',
}

/** The natural next step first. */
const rank: readonly TaskAct[] = ['study', 'finish', 'clear', 'grant-extension', 'refuse-extension', 'return', 'report']
const rankOf = (act: TaskAct) => (rank.includes(act) ? rank.indexOf(act) : rank.length)

/** The part that the next step is about: the chosen one, or the first that waits for something. */
export function taskInHand(order: OrderDetail, chosen: string | undefined): TaskView | undefined {
  return order.tasks.find(({ id }) => id === chosen) ?? order.tasks.find(({ acts }) => acts.length > 0)
}

/** What can be done now with what is open. */
export function offersFor(item: Item, chosen: string | undefined): Offer[] {
  if (item.shelf === 'orders') {
    const task = taskInHand(item.value, chosen)
    const own = item.value.acts.filter((act) => act === 'take-over' || act === 'withdraw')
    const target = { id: item.value.id, version: item.value.version, name: item.value.number }
    return [...(task ? taskOffers(task, task.unitName) : []), ...own.map((kind): Offer => ({ kind, target }))]
  }
  if (item.shelf === 'tasks') return taskOffers(item.value, item.value.number)
  const { id, version, number, acts } = item.value
  return acts.map((act) => ({ kind: letterKindsOf[act], target: { id, version, name: number } }))
}

function taskOffers({ id, version, acts }: Pick<TaskView, 'id' | 'version' | 'acts'>, name: string): Offer[] {
  const sorted = [...acts].sort((a, b) => rankOf(a) - rankOf(b))
  return sorted.map((kind) => ({ kind, target: { id, version, name } }))
}

/** The one bar at the foot of the item. */
export function NextSteps({ item, chosen }: { item: Item; chosen: string | undefined }) {
  const orders = useOffice(({ me }) => me?.permissions.includes('supervision.order') ?? false)
  const offers = offersFor(item, chosen)
  const actions: Action[] = offers.map(({ kind, target }) => ({
    word: stepKinds[kind].word,
    keyName: stepKinds[kind].key,
    danger: kind === 'withdraw' || kind === 'review-withdrawn',
    onPress: () => beginStep(kind, target),
  }))
  const extra = item.shelf === 'orders' && orders ? orderExtras(item.value) : []
  const { next, aside, primary } = wordsOf(item, chosen, offers)
  const plain = actions.filter(({ danger }) => !danger)
  const risky = actions.filter(({ danger }) => danger)
  return <ActionBar next={next} aside={aside} hasPrimary={primary} actions={[...plain, ...extra, ...risky]} />
}

function orderExtras(order: OrderDetail): Action[] {
  const unitIds = order.units.map(({ id }) => id)
  const letter: Action = {
    word: '发监督函',
    onPress: () => beginWriting('letter', originOf(order), { unitIds: unitIds.slice(0, 1) }),
  }
  if (!order.acts.includes('assign')) return [letter]
  const word = order.tasks.length === 0 ? '交给单位' : '交给更多单位'
  return [{ word, onPress: () => beginAssigning(order) }, letter]
}

/** A letter about an item is sent out of the item, where its words are held against what the unit may know. */
const originOf = ({ id, source, sourceId }: OrderDetail) =>
  source === 'case' && sourceId ? { caseId: sourceId } : { orderId: id }

type Words = { next: string; aside?: string; primary: boolean }

function wordsOf(item: Item, chosen: string | undefined, offers: readonly Offer[]): Words {
  if (item.shelf === 'orders') return orderWords(item.value, chosen)
  const kinds = offers.map(({ kind }) => kind)
  if (item.shelf === 'tasks') {
    if (kinds.includes('study')) return { next: '下一步：签收研究', aside: '当日要研究', primary: true }
    if (kinds.includes('finish')) return { next: '下一步：反馈进展或报结', aside: '报结后由交办人销号', primary: true }
    return { next: item.value.state === 'finished' ? '等交办人核实销号' : '已经了结', primary: false }
  }
  return letterWords(item.value, kinds)
}

function orderWords(order: OrderDetail, chosen: string | undefined): Words {
  const task = taskInHand(order, chosen)
  const name = order.tasks.length > 1 && task ? `${task.unitName}：` : ''
  if (order.state === 'unassigned') return { next: '下一步：交给承办单位', aside: '谁交办谁销号', primary: true }
  if (task?.acts.includes('clear'))
    return { next: `${name}下一步：核实后销号，或退回重办`, aside: '只有您能销号', primary: true }
  if (task?.acts.includes('grant-extension')) return { next: `${name}单位申请延期，请决定`, primary: true }
  if (order.state === 'cleared' || order.state === 'withdrawn') return { next: '已经了结', primary: false }
  const aside = order.mine ? undefined : `由${order.assignerName ?? '接手的人'}销号`
  return { next: `${name}等单位办理`, aside, primary: false }
}

function letterWords({ state }: LetterDetail, kinds: readonly StepKind[]): Words {
  if (kinds.includes('acknowledge')) return { next: '下一步：签收', primary: true }
  if (kinds.includes('correct')) return { next: '下一步：改正', aside: '改正后书面报告', primary: true }
  if (kinds.includes('letter-report')) return { next: '下一步：报告整改', primary: true }
  if (kinds.includes('accept')) return { next: '下一步：验收', primary: true }
  if (kinds.includes('review-upheld')) return { next: '下一步：复核异议', primary: true }
  const ended = state === 'accepted' || state === 'withdrawn'
  return { next: ended ? '已经了结' : state === 'reported' ? '等监督机构验收' : '等单位办理', primary: false }
}
