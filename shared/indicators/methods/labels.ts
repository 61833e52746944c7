import { handlingGroupLabels } from '../handling/certified/labels.ts'
import type { MethodGroup } from './contract.ts'

export const methodGroupLabels: Record<MethodGroup, string> = {
  ratings: '评价',
  survey: '调查',
  ...handlingGroupLabels,
}
