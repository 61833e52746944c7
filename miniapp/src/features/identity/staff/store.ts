import {
  addStaff,
  changeStaff,
  type GrantDraft,
  listRoles,
  listStaff,
  type OneTimePassword,
  type Role,
  resetPassword,
  revokeSessions,
  type StaffMember,
  setActive,
} from '@minyi/shared/identity/staff/contract.ts'
import { create } from 'zustand'
import { type CallFailure, call, failureFrom } from '../../../lib/call'
import { newId } from '../../../lib/id'
import { toast } from '../../../lib/toast'

export type StaffView = 'active' | 'stopped' | 'all'

/** A person being added or changed; `phone` is what was typed, and empty leaves what is kept as it is. */
export type StaffDraft = {
  login: string
  name: string
  unitId: string | null
  officerId: string | null
  phone: string
  dropsPhone: boolean
  grants: GrantDraft[]
}

/** The password that was just made: shown until somebody says that it was handed over, and never again. */
type Told = OneTimePassword & { name: string; login: string }

type State = {
  view: StaffView
  search: string
  rows: StaffMember[]
  trail: (string | undefined)[]
  next: string | null
  loading: boolean
  failure: CallFailure | undefined
  open: string | undefined
  form:
    | { of: StaffMember | undefined; draft: StaffDraft; id?: string; busy: boolean; failure?: CallFailure }
    | undefined
  roles: readonly Role[]
  told: Told | undefined
}

export const useStaff = create<State>(() => ({
  view: 'active',
  search: '',
  rows: [],
  trail: [undefined],
  next: null,
  loading: true,
  failure: undefined,
  open: undefined,
  form: undefined,
  roles: [],
  told: undefined,
}))

let turn = 0

export async function showStaff(view: StaffView, search: string): Promise<void> {
  const fresh = { rows: [], trail: [undefined], next: null, loading: true, failure: undefined }
  useStaff.setState({ view, search, ...fresh, open: undefined, form: undefined })
  await readStaff()
}

export async function turnStaff(forward: boolean): Promise<void> {
  const { trail, next } = useStaff.getState()
  useStaff.setState({ trail: forward && next ? [...trail, next] : trail.slice(0, -1), loading: true })
  await readStaff()
}

export async function readStaff(): Promise<void> {
  const now = ++turn
  const { view, search, trail } = useStaff.getState()
  const wanted = { ...(view === 'all' ? {} : { state: view }), ...(search ? { search } : {}) }
  try {
    const { rows, next } = await call(listStaff, { ...wanted, after: trail[trail.length - 1] })
    if (now === turn) useStaff.setState({ rows, next, loading: false, failure: undefined })
  } catch (error) {
    if (now === turn) useStaff.setState({ loading: false, failure: failureFrom(error) })
  }
}

export async function readRoles(): Promise<void> {
  try {
    const { roles } = await call(listRoles, {})
    useStaff.setState({ roles })
  } catch (error) {
    toast(failureFrom(error).title)
  }
}

export function openMember(id: string | undefined): void {
  useStaff.setState({ open: id, form: undefined })
}

const nobody: StaffDraft = {
  login: '',
  name: '',
  unitId: null,
  officerId: null,
  phone: '',
  dropsPhone: false,
  grants: [],
}

export function beginAdding(): void {
  useStaff.setState({ open: undefined, form: { of: undefined, draft: nobody, busy: false } })
}

export function beginChanging(member: StaffMember): void {
  const { login, name, unitId, officer, grants } = member
  const kept = grants.map(({ roleId, areaId, unitId }) => ({ roleId, areaId, unitId }))
  const draft = { ...nobody, login, name, unitId, officerId: officer?.id ?? null, grants: kept }
  useStaff.setState({ form: { of: member, draft, busy: false } })
}

export function writeMember(part: Partial<StaffDraft>): void {
  useStaff.setState(({ form }) => ({
    form: form && { ...form, draft: { ...form.draft, ...part }, id: undefined, failure: undefined },
  }))
}

export function endForm(): void {
  useStaff.setState({ form: undefined })
}

/** Keeps the person; when somebody else was faster, the newest list is shown and what was typed stays. */
export async function sendMember(): Promise<void> {
  const { form } = useStaff.getState()
  if (!form || form.busy) return
  const id = form.id ?? (await newId())
  useStaff.setState({ form: { ...form, id, busy: true, failure: undefined } })
  try {
    const member = form.of ? await change(id, form.of, form.draft) : await add(id, form.draft)
    useStaff.setState({ form: undefined, open: member.id })
    await readStaff()
    useStaff.setState(({ rows }) => (rows.some((row) => row.id === member.id) ? {} : { rows: [member, ...rows] }))
  } catch (error) {
    const failure = failureFrom(error)
    const kept = failure.code === 'offline' ? id : undefined
    useStaff.setState({ form: { ...form, id: kept, busy: false, failure } })
    if (failure.code === 'version-conflict') await readStaff()
  }
}

async function add(id: string, { dropsPhone: _, phone, login, name, ...rest }: StaffDraft): Promise<StaffMember> {
  const person = { login: login.trim(), name: name.trim(), phone: phone || null, ...rest }
  const { member, oneTime } = await call(addStaff, { id, ...person })
  useStaff.setState({ told: { ...oneTime, name: member.name, login: member.login } })
  return member
}

async function change(id: string, of: StaffMember, draft: StaffDraft): Promise<StaffMember> {
  const { name, unitId, officerId, grants } = draft
  const phone = draft.phone || (draft.dropsPhone ? null : undefined)
  const person = { name: name.trim(), unitId, officerId, grants, ...(phone === undefined ? {} : { phone }) }
  const member = await call(changeStaff, { id, staffId: of.id, version: of.version, ...person })
  toast(`${member.name}：已保存，马上生效`)
  return member
}

export type StaffAct = 'stop' | 'resume' | 'sign-out' | 'reset'

/** Does to an account what was confirmed before. */
export async function actOn(member: StaffMember, act: StaffAct, done: string): Promise<void> {
  try {
    const at = { id: await newId(), staffId: member.id }
    if (act === 'reset') {
      const oneTime = await call(resetPassword, at)
      useStaff.setState({ told: { ...oneTime, name: member.name, login: member.login } })
    } else if (act === 'sign-out') await call(revokeSessions, at)
    else await call(setActive, { ...at, active: act === 'resume' })
    if (act !== 'reset') toast(`${member.name}：${done}`)
  } catch (error) {
    toast(failureFrom(error).title)
  }
  await readStaff()
}

export function forgetTold(): void {
  useStaff.setState({ told: undefined })
}
