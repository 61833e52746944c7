import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { idFromName } from '../platform/ids.ts'
import {
  AccountsFile,
  type AreaRow,
  CaseTextRow,
  CollectionPointRow,
  DistrictFile,
  OfficerRow,
  OwnAreasFile,
  ReasonsFile,
  SimulationFile,
  UnitRow,
} from './schema.ts'
import { TopicsFile } from './topics.ts'

export type DistrictKind = 'area' | 'unit' | 'officer' | 'collection-point' | 'staff' | 'resident' | 'matter' | 'case'

/** The id of a thing of a district: the same on every machine, different in every tenant, so that loading twice changes nothing. */
export function districtId(tenant: string, kind: DistrictKind, externalId: string): string {
  return idFromName(`${tenant}/${kind}/${externalId}`)
}

/** All files of a district, checked against their schemas; areas come parents first, with the tenant's own names. */
export function readDistrictFiles(district: string) {
  const read = <T extends z.ZodType>(schema: T, file: string): z.output<T> =>
    schema.parse(JSON.parse(readFileSync(new URL(`./${district}/${file}`, import.meta.url), 'utf8')))
  const published = read(DistrictFile, 'areas.json')
  const own = read(OwnAreasFile, 'areas-own.json')
  const named = (area: AreaRow): AreaRow => ({
    ...area,
    name: own.names[area.externalId] ?? area.name,
  })
  return {
    source: published.source,
    areas: [...published.areas.map(named), ...own.areas],
    units: read(z.array(UnitRow), 'units.json'),
    officers: read(z.array(OfficerRow), 'officers.json'),
    collectionPoints: read(z.array(CollectionPointRow), 'collection-points.json'),
    accounts: read(AccountsFile, 'accounts.json'),
    simulation: read(SimulationFile, 'simulation.json'),
    cases: read(z.array(CaseTextRow), 'cases.json'),
    reasons: read(ReasonsFile, 'reasons.json'),
  }
}
export type DistrictFiles = ReturnType<typeof readDistrictFiles>

/** What a district's demo items are about, with its hotline, campaign and public opinion. */
export const readTopicsFile = (district: string): TopicsFile =>
  TopicsFile.parse(JSON.parse(readFileSync(new URL(`./${district}/topics.json`, import.meta.url), 'utf8')))
