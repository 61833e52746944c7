import {
  type Area,
  findOfficerCard,
  listAreas,
  listUnits,
  type OfficerCard,
  type Unit,
} from '@minyi/shared/registry/contract.ts'
import { create } from 'zustand'
import { call, failureFrom } from '../../lib/call'

type Register = { areas: Area[] | undefined; units: Unit[] | undefined }

/** Areas and units as everybody may see them; read once a visit. */
export const useRegister = create<Register>(() => ({ areas: undefined, units: undefined }))

export async function loadAreas(): Promise<void> {
  if (useRegister.getState().areas) return
  const { areas } = await call(listAreas, {})
  useRegister.setState({ areas })
}

export async function loadUnits(): Promise<void> {
  if (useRegister.getState().units) return
  const { units } = await call(listUnits, {})
  useRegister.setState({ units })
}

/** The card behind a certificate number, or undefined when nobody carries it. */
export async function findOfficer(certificateNumber: string): Promise<OfficerCard | undefined> {
  try {
    return await call(findOfficerCard, { certificateNumber })
  } catch (error) {
    if (failureFrom(error).code === 'not-found') return undefined
    throw error
  }
}

/** Towns in the order of their codes, and the villages of one. */
export function townsOf(areas: readonly Area[]): Area[] {
  return areas.filter(({ level }) => level === 'township')
}

export function villagesOf(areas: readonly Area[], townId: string | undefined): Area[] {
  return areas.filter(({ level, parentId }) => level === 'village' && parentId === townId)
}

/** Units by what was typed: those whose name holds it first, then those whose field of work does. */
export function unitsLike(units: readonly Unit[], typed: string): Unit[] {
  const wanted = typed.trim()
  if (!wanted) return [...units]
  const isNamed = ({ name, shortName }: Unit) => name.includes(wanted) || shortName.includes(wanted)
  const works = ({ fields }: Unit) => fields.some((field) => field.includes(wanted))
  return [...units.filter(isNamed), ...units.filter((unit) => !isNamed(unit) && works(unit))]
}
