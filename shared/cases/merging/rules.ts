import type { CaseState } from '../contract.ts'
import { steps } from '../rules.ts'
import type { MergeFault } from './contract.ts'

/** What merging looks at of an item. */
export type Mergeable = {
  id: string
  kind: string
  entry: string
  state: CaseState
  accusedUnitId: string | null
  /** Items that are merged into this one now. */
  followers: number
}

const leading: readonly CaseState[] = ['accepted', 'handling', 'returned']

/**
 * Why an item can't follow a lead, or null. Both must be of one kind and entry (each has clocks of its own) and accuse the same unit or
 * none, so that every bar of the one is a bar of the other; identity levels may differ, because each keeps its own. A lead is accepted,
 * not answered, and follows nobody; what others follow follows nobody.
 */
export function mergeFault(lead: Mergeable, item: Mergeable): MergeFault | null {
  if (lead.id === item.id) return 'same'
  if (!leading.includes(lead.state)) return 'lead-state'
  if (!steps.merge.from.includes(item.state)) return 'state'
  if (item.followers > 0) return 'has-followers'
  if (lead.kind !== item.kind) return 'kind'
  if (lead.entry !== item.entry) return 'entry'
  return lead.accusedUnitId === item.accusedUnitId ? null : 'accused'
}
