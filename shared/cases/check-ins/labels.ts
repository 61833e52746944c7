import type { CheckInState } from './contract.ts'

export const checkInStateLabels: Record<CheckInState, string> = {
  waiting: '还没到',
  asked: '请您回答',
  answered: '已回答',
  lapsed: '没有回答',
  cancelled: '已取消',
}
