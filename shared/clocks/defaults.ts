import type { ClockDefinition } from './contract.ts'
import { shippedItemClocks } from './shipped/items.ts'
import { shippedOrderClocks } from './shipped/orders.ts'
import { shippedPathClocks } from './shipped/paths.ts'
import { shippedPublicClocks } from './shipped/public.ts'

/**
 * What a tenant starts with; a clock that the product learns later is added the same way. From then on only the tenant's own
 * parameters count; each row keeps the note of its source, which the administrator sees and replaces.
 */
export const shippedClocks: readonly ClockDefinition[] = [
  ...shippedItemClocks,
  ...shippedPathClocks,
  ...shippedOrderClocks,
  ...shippedPublicClocks,
]
