import type { Role, World } from './world.ts'

/**
 * How the walk calls one operation: on rows of the world whose owners are known, and which statuses differ from what the
 * declared access alone would give. `input` is made anew for every call, because a call may change what it is made on.
 */
export type Call = {
  input: (w: World) => Promise<Record<string, unknown>> | Record<string, unknown>
  status?: Partial<Record<Role, number>>
  /** The status where the declared access lets a caller through; 200 unless said. */
  passed?: number
}
