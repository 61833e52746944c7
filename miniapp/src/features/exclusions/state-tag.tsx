import type { ExclusionState } from '@minyi/shared/ratings/exclusions/contract.ts'
import { exclusionStateLabels } from '@minyi/shared/ratings/exclusions/labels.ts'
import { Tag, type TagProps } from '../../components/tag'

const tones: Record<ExclusionState, TagProps['tone']> = {
  proposed: 'blue',
  withdrawn: 'plain',
  approved: 'warn',
  refused: 'plain',
  appealed: 'blue',
  upheld: 'warn',
  restored: 'good',
}

export function StateTag({ state }: { state: ExclusionState }) {
  return <Tag tone={tones[state]}>{exclusionStateLabels[state]}</Tag>
}
