import type { Permission } from '../../platform/identity.ts'
import type { RequestKind } from '../office/contract.ts'

/** Who decides what others ask for. */
export const decides = {
  extension: ['cases.dispatch', 'cases.supervise'],
  pause: ['cases.dispatch', 'cases.supervise'],
  objection: ['cases.dispatch'],
  closing: ['cases.dispatch', 'cases.supervise'],
} as const satisfies Record<RequestKind, readonly Permission[]>

/**
 * A second person decides: never who asked, and where a handling unit asked, nobody of that unit either. Closings are proposed and
 * approved within the same office, by two people.
 */
export function mayDecide(
  kind: RequestKind,
  asked: { askedBy: string; askedUnitId: string | null },
  by: { id: string; unitId: string | null },
): boolean {
  if (asked.askedBy === by.id) return false
  return kind === 'closing' || asked.askedUnitId === null || asked.askedUnitId !== by.unitId
}
