import { takeOverOrder, withdrawOrder } from '@minyi/shared/supervision/contract.ts'
import {
  acceptLetter,
  acknowledgeLetter,
  correctLetter,
  objectLetter,
  reportLetter,
  reviewObjection,
} from '@minyi/shared/supervision/letters/contract.ts'
import {
  askExtension,
  clearTask,
  decideExtension,
  finishTask,
  reopenTask,
  reportTask,
  returnTask,
  studyTask,
  urgeTask,
} from '@minyi/shared/supervision/tasks/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { emptyBox, proofsOf } from '../../files/store'
import { type Item, keepItem, readItem, readLines, useSupervision } from '../store'

/** Something that can be done with what is open: its words, its key, and what its form asks. */
export type StepKind =
  | 'study'
  | 'report'
  | 'finish'
  | 'ask-extension'
  | 'grant-extension'
  | 'refuse-extension'
  | 'urge'
  | 'return'
  | 'clear'
  | 'reopen'
  | 'withdraw'
  | 'take-over'
  | 'acknowledge'
  | 'correct'
  | 'letter-report'
  | 'accept'
  | 'send-back'
  | 'object'
  | 'review-upheld'
  | 'review-withdrawn'

type Asks = {
  word: string
  key?: string
  asks?: string
  needed?: boolean
  day?: string
  photos?: boolean
  told: string
}

/** What each step is called and asks. What has no words of its own is only confirmed. */
export const stepKinds: Record<StepKind, Asks> = {
  study: { word: '签收研究', key: 'a', asks: '研究意见：谁负责、怎么办', needed: true, told: '交办人会看到' },
  report: { word: '反馈进展', key: 'r', asks: '进展', needed: true, photos: true, told: '交办人会看到' },
  finish: { word: '报结', key: 'f', asks: '办理结果', needed: true, photos: true, told: '交办人核实后销号' },
  'ask-extension': {
    word: '申请延期',
    key: 'e',
    asks: '理由和计划',
    needed: true,
    day: '办结日期',
    told: '由交办人决定',
  },
  'grant-extension': { word: '同意延期', key: 'y', asks: '意见', told: '承办单位会看到' },
  'refuse-extension': { word: '不同意延期', key: 'n', asks: '意见', told: '承办单位会看到' },
  urge: { word: '催办', key: 'u', asks: '催办的话', needed: true, told: '承办单位会看到' },
  return: { word: '退回重办', key: 'b', asks: '退回理由', needed: true, day: '新的办结日期', told: '承办单位会看到' },
  clear: { word: '销号', key: 'c', asks: '怎样核实的', needed: true, told: '销号后本单位的部分结束' },
  reopen: { word: '重新打开', asks: '理由', needed: true, day: '新的办结日期', told: '承办单位会看到' },
  withdraw: { word: '撤销督办', asks: '撤销理由', needed: true, told: '没有销号的单位都停办' },
  'take-over': { word: '接手督办', told: '从此由您督办和销号' },
  acknowledge: { word: '签收', key: 'a', told: '签收时间会留下' },
  correct: { word: '整改完成', key: 'f', asks: '整改情况', needed: true, photos: true, told: '监督机构会看到' },
  'letter-report': { word: '报告整改', key: 'r', asks: '书面报告', needed: true, photos: true, told: '监督机构验收' },
  accept: { word: '验收通过', key: 'c', asks: '验收意见', needed: true, told: '这份函了结' },
  'send-back': { word: '退回再改', key: 'b', asks: '哪里没有改到位', needed: true, told: '单位会看到' },
  object: { word: '提出异议', key: 'o', asks: '异议的理由', needed: true, told: '只能提一次，由发函人以外的人复核' },
  'review-upheld': { word: '复核：维持', key: 'y', asks: '复核意见', needed: true, told: '单位会看到' },
  'review-withdrawn': { word: '复核：撤销这份函', key: 'n', asks: '复核意见', needed: true, told: '单位会看到' },
}

/** What a step is done to: an order, one unit's part, or a letter, on the version that is on the screen. */
export type Target = { id: string; version: number; name: string }

type Doing = {
  kind: StepKind
  target: Target
  words: string
  day: string
  id: string | undefined
  busy: boolean
  failure: CallFailure | undefined
}

export const useStep = create<{ doing: Doing | undefined }>(() => ({ doing: undefined }))

export const photoBoxOf = ({ id }: Target): string => `supervision/${id}`

export function beginStep(kind: StepKind, target: Target): void {
  useStep.setState({ doing: { kind, target, words: '', day: '', id: undefined, busy: false, failure: undefined } })
}

export function endStep(): void {
  useStep.setState({ doing: undefined })
}

export function write(given: Partial<Pick<Doing, 'words' | 'day'>>): void {
  useStep.setState(({ doing }) => ({ doing: doing && { ...doing, ...given, id: undefined } }))
}

/** Sends the step; when somebody was faster, the newest state is shown and the words stay. */
export async function sendStep(): Promise<void> {
  const { doing } = useStep.getState()
  if (!doing || doing.busy) return
  const id = doing.id ?? (await newId())
  useStep.setState({ doing: { ...doing, id, busy: true, failure: undefined } })
  try {
    const item = await perform(doing, id)
    useStep.setState({ doing: undefined })
    if (stepKinds[doing.kind].photos) emptyBox(photoBoxOf(doing.target))
    toast(`${doing.target.name}：${stepKinds[doing.kind].word}`)
    keepItem(item)
  } catch (error) {
    const failure = failureFrom(error)
    useStep.setState({ doing: { ...doing, id: failure.code === 'offline' ? id : undefined, busy: false, failure } })
    if (failure.code === 'version-conflict' || failure.code === 'step-not-allowed') await refresh(doing)
  }
}

/** Reads the newest state under a step that came too late; its words stay, and it goes on from that state. */
async function refresh({ target }: Doing): Promise<void> {
  await Promise.all([readItem(), readLines()])
  const { item } = useSupervision.getState()
  const parts = item?.shelf === 'orders' ? [item.value, ...item.value.tasks] : item ? [item.value] : []
  const now = parts.find(({ id }) => id === target.id)
  if (now) {
    useStep.setState(({ doing }) => ({
      doing: doing && { ...doing, target: { ...doing.target, version: now.version } },
    }))
  }
}

async function perform({ kind, target, words, day }: Doing, id: string): Promise<Item> {
  const { version } = target
  const onTask = { id, taskId: target.id, version, words }
  const onLetter = { id, letterId: target.id, version, words }
  const onOrder = { id, orderId: target.id, version }
  const photos = stepKinds[kind].photos ? proofsOf(photoBoxOf(target)) : []
  const dueDay = day || null
  const order = async (value: ReturnType<typeof call<typeof clearTask>>): Promise<Item> => ({
    shelf: 'orders',
    value: await value,
  })
  const task = async (value: ReturnType<typeof call<typeof studyTask>>): Promise<Item> => ({
    shelf: 'tasks',
    value: await value,
  })
  const letter = async (
    shelf: 'letters' | 'received',
    value: ReturnType<typeof call<typeof acceptLetter>>,
  ): Promise<Item> => ({ shelf, value: await value })
  const ways: Record<StepKind, () => Promise<Item>> = {
    study: () => task(call(studyTask, onTask)),
    report: () => task(call(reportTask, { ...onTask, photos })),
    finish: () => task(call(finishTask, { ...onTask, photos })),
    'ask-extension': () => task(call(askExtension, { ...onTask, untilDay: day })),
    'grant-extension': () => order(call(decideExtension, { ...onTask, grant: true })),
    'refuse-extension': () => order(call(decideExtension, { ...onTask, grant: false })),
    urge: () => order(call(urgeTask, onTask)),
    return: () => order(call(returnTask, { ...onTask, dueDay })),
    clear: () => order(call(clearTask, onTask)),
    reopen: () => order(call(reopenTask, { ...onTask, dueDay })),
    withdraw: () => order(call(withdrawOrder, { ...onOrder, words })),
    'take-over': () => order(call(takeOverOrder, onOrder)),
    acknowledge: () => letter('received', call(acknowledgeLetter, onLetter)),
    correct: () => letter('received', call(correctLetter, { ...onLetter, photos })),
    'letter-report': () => letter('received', call(reportLetter, { ...onLetter, photos })),
    object: () => letter('received', call(objectLetter, onLetter)),
    accept: () => letter('letters', call(acceptLetter, { ...onLetter, accept: true })),
    'send-back': () => letter('letters', call(acceptLetter, { ...onLetter, accept: false })),
    'review-upheld': () => letter('letters', call(reviewObjection, { ...onLetter, uphold: true })),
    'review-withdrawn': () => letter('letters', call(reviewObjection, { ...onLetter, uphold: false })),
  }
  return ways[kind]()
}
