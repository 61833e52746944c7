import { create } from 'zustand'
import { forget, keep, read } from './storage'

/** One phone may hold both: a clerk is a resident too. Each kind is opaque here; the server decides what it may do. */
export type SessionKind = 'resident' | 'staff'

type Sessions = Record<SessionKind, string | undefined>

export const useSession = create<Sessions>(() => ({
  resident: read('resident-session')?.token,
  staff: read('staff-session')?.token,
}))

export function tokenOf(kind: SessionKind): string | undefined {
  return useSession.getState()[kind]
}

export function openSession(kind: SessionKind, token: string): void {
  keep(`${kind}-session`, { token })
  useSession.setState({ [kind]: token })
}

export function closeSession(kind: SessionKind): void {
  forget(`${kind}-session`)
  useSession.setState({ [kind]: undefined })
}
