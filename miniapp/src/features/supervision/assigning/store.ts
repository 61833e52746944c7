import { assignUnits, type OrderDetail } from '@minyi/shared/supervision/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'
import { keepItem } from '../store'

type Assigning = {
  orderId: string
  version: number
  given: string[]
  unitIds: string[]
  id: string | undefined
  busy: boolean
  failure: CallFailure | undefined
}

/** The order that is being handed to (more) units. */
export const useAssigning = create<{ assigning: Assigning | undefined }>(() => ({ assigning: undefined }))

export function beginAssigning({ id, version, units }: OrderDetail): void {
  const given = units.map((unit) => unit.id)
  useAssigning.setState({
    assigning: { orderId: id, version, given, unitIds: [], id: undefined, busy: false, failure: undefined },
  })
}

export function endAssigning(): void {
  useAssigning.setState({ assigning: undefined })
}

export function chooseUnits(unitIds: string[]): void {
  useAssigning.setState(({ assigning }) => ({ assigning: assigning && { ...assigning, unitIds, id: undefined } }))
}

export async function sendAssigning(): Promise<void> {
  const { assigning } = useAssigning.getState()
  if (!assigning || assigning.busy) return
  const id = assigning.id ?? (await newId())
  useAssigning.setState({ assigning: { ...assigning, id, busy: true, failure: undefined } })
  const { orderId, version, unitIds } = assigning
  try {
    const value = await call(assignUnits, { id, orderId, version, unitIds })
    useAssigning.setState({ assigning: undefined })
    toast('已交办')
    keepItem({ shelf: 'orders', value })
  } catch (error) {
    const failure = failureFrom(error)
    const kept = failure.code === 'offline' ? id : undefined
    useAssigning.setState({ assigning: { ...assigning, id: kept, busy: false, failure } })
  }
}
