import type { LawDraft } from '@minyi/shared/cases/legislation/contract.ts'
import { Tag } from '../../../components/tag'

/** Whether opinions can be given on a draft now. */
export function OpenTag({ draft }: { draft: LawDraft }) {
  return <Tag tone={draft.open ? 'blue' : 'plain'}>{draft.open ? '正在征求' : '不在征求期'}</Tag>
}
