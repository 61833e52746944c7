import { readFileSync } from 'node:fs'
import { townshipType } from '@minyi/server/commands/divisions.ts'
import { districtId, readDistrictFiles } from '@minyi/server/data/read.ts'
import { collectorKinds, roleIds } from '@minyi/server/data/schema.ts'
import { Conduct } from '@minyi/shared/cases/contract.ts'
import { roleTemplates } from '@minyi/shared/identity/rules.ts'
import { Id } from '@minyi/shared/platform/identity.ts'
import { describe, expect, test } from 'vitest'

const files = readDistrictFiles('taicang')
const plan = readFileSync(new URL('../../fixtures/plans/002.txt', import.meta.url), 'utf8')
const areaIds = new Set(files.areas.map((each) => each.externalId))
const unitIds = new Set(files.units.map((each) => each.externalId))
const unique = (values: readonly string[]) => expect(values.length - new Set(values).size).toBe(0)
const ofLevel = (level: string) => files.areas.filter((each) => each.level === level)

describe('the areas of the demo district', () => {
  test('太仓市 has six 镇, the two coded zones, and 160 villages and communities', () => {
    const coded = files.areas.filter((each) => each.code !== null)
    expect(coded.filter((each) => each.type === 'town').map((each) => each.name)).toEqual([
      '城厢镇',
      '沙溪镇',
      '浏河镇',
      '浮桥镇',
      '璜泾镇',
      '双凤镇',
    ])
    expect(coded.filter((each) => each.type === 'zone').map((each) => [each.code, each.name])).toEqual([
      ['320585400000', '太仓经济开发区'],
      ['320585403000', '科教新城'],
    ])
    expect(coded.filter((each) => each.level === 'village')).toHaveLength(160)
  })

  test('codes have twelve digits, begin with the county and say the township type', () => {
    for (const each of files.areas) {
      if (each.code === null) continue
      expect(each.code).toMatch(/^320585\d{6}$/)
      if (each.level === 'township') expect(townshipType(each.code)).toBe(each.type)
    }
    expect(['320585001', '320585150', '320585200', '320585599'].map(townshipType)).toEqual([
      'subdistrict',
      'town',
      'rural-township',
      'zone',
    ])
    expect(() => townshipType('320585600')).toThrow()
  })

  test('the areas of the plan that have no code stand in the plan', () => {
    const own = ofLevel('township').filter((each) => each.code === null)
    expect(own.map((each) => each.name)).toEqual([
      '娄东街道',
      '陆渡街道',
      '太仓港经济技术开发区',
      '太仓高新区',
      '旅游度假区',
    ])
    for (const each of own) expect(plan).toContain(each.name)
  })

  test('external ids are unique, and every area but the district lies in one that comes before it', () => {
    unique(files.areas.map((each) => each.externalId))
    const above = { township: 'city', village: 'township', grid: 'village' }
    const seen = new Map<string, string>()
    for (const each of files.areas) {
      if (each.level === 'city') expect(each.parent).toBeNull()
      else expect(seen.get(each.parent ?? ''), each.name).toBe(above[each.level])
      seen.set(each.externalId, each.level)
    }
  })

  test('some villages have grids', () => {
    expect(ofLevel('grid').length).toBeGreaterThanOrEqual(20)
    for (const each of ofLevel('grid')) expect(each.name).toMatch(/^.+(社区|村)第[一二三四]网格$/)
  })

  test('ids are the same each time, and differ between tenants and kinds', () => {
    const id = districtId('taicang', 'area', '320585100000')
    expect(Id.safeParse(id).success).toBe(true)
    expect(districtId('taicang', 'area', '320585100000')).toBe(id)
    expect(districtId('other', 'area', '320585100000')).not.toBe(id)
    expect(districtId('taicang', 'unit', '320585100000')).not.toBe(id)
  })
})

describe('the units, officers and collection points', () => {
  test('every unit is named by the plan, with a name of its own and an area that exists', () => {
    unique(files.units.map((each) => each.externalId))
    unique(files.units.map((each) => each.name))
    unique(files.units.map((each) => each.shortName))
    for (const each of files.units) {
      expect(plan, each.name).toContain(each.namedAs)
      expect(areaIds.has(each.area), each.name).toBe(true)
    }
  })

  test('every 市…局, 委, 办 and 中心 that leads or is responsible in the plan is a unit', () => {
    const named = new Set(
      [...plan.matchAll(/[(](?:牵头单位)[:：]([^()]*)[)]/g)]
        .flatMap((found) => (found[1] ?? '').split(/[,，、:：]|责任单位/))
        .filter((name) => /^(市.*(局|委|办|办公室|中心|组织部)|太仓.*局)$/.test(name)),
    )
    expect(named.size).toBeGreaterThanOrEqual(22)
    const known = new Set([...files.units.map((each) => each.shortName), '市政府办'])
    expect([...named].filter((name) => !known.has(name))).toEqual([])
  })

  test('officers have unique certificates of eleven digits and belong to units that enforce', () => {
    expect(files.officers.length).toBeGreaterThanOrEqual(60)
    expect(files.officers.length).toBeLessThanOrEqual(120)
    unique(files.officers.map((each) => each.externalId))
    unique(files.officers.map((each) => each.certificateNumber))
    unique(files.officers.map((each) => each.name))
    for (const each of files.officers) expect(unitIds.has(each.unit), each.externalId).toBe(true)
  })

  test('collection points lie in areas of the district, and together have all five kinds of collector', () => {
    unique(files.collectionPoints.map((each) => each.externalId))
    for (const each of files.collectionPoints) expect(areaIds.has(each.area), each.name).toBe(true)
    expect(new Set(files.collectionPoints.flatMap((each) => each.collectorKinds))).toEqual(new Set(collectorKinds))
    expect(new Set(files.collectionPoints.map((each) => each.place))).toEqual(
      new Set(['village', 'hall', 'legislation']),
    )
  })
})

describe('the accounts of the demo', () => {
  test('every role can sign in, and the roles are those that the product knows', () => {
    expect(new Set(files.accounts.staff.map((each) => each.role))).toEqual(new Set(roleIds))
    expect([...roleIds].sort()).toEqual(roleTemplates.map((each) => each.id).sort())
    unique(files.accounts.staff.map((each) => each.login))
    unique(files.accounts.residents.map((each) => each.phone))
  })

  test('what an account refers to exists, and an officer signs in under the officer record of the same unit and name', () => {
    const officers = new Map(files.officers.map((each) => [each.externalId, each]))
    const points = new Set(files.collectionPoints.map((each) => each.externalId))
    for (const each of files.accounts.staff) {
      for (const unit of [each.unit, each.scopeUnit]) if (unit) expect(unitIds.has(unit), each.login).toBe(true)
      if (each.scopeArea) expect(areaIds.has(each.scopeArea), each.login).toBe(true)
      if (each.collectionPoint) expect(points.has(each.collectionPoint), each.login).toBe(true)
      expect(each.officer !== null, each.login).toBe(each.role === 'officer')
      if (each.officer)
        expect(officers.get(each.officer)).toMatchObject({
          unit: each.unit,
          name: each.name,
        })
    }
    for (const each of files.accounts.residents) expect(areaIds.has(each.area)).toBe(true)
  })

  test('what needs a second person can be done: two supervisors and two leaders', () => {
    for (const role of ['supervisor', 'leader'])
      expect(files.accounts.staff.filter((each) => each.role === role).length).toBeGreaterThanOrEqual(2)
  })
})

describe('the simulation and the texts', () => {
  const { simulation } = files
  const key = (each: { unit: string; kind: string }) => `${each.unit} ${each.kind}`

  test('every simulated unit and area exists, and has titles for its matters', () => {
    unique(simulation.units.map(key))
    expect(new Set(simulation.titles.map(key))).toEqual(new Set(simulation.units.map(key)))
    for (const each of simulation.units) {
      expect(unitIds.has(each.unit), each.unit).toBe(true)
      for (const { area } of each.areas) expect(areaIds.has(area), area).toBe(true)
    }
  })

  test('units that are simulated as enforcing have officers, who can therefore be complained about', () => {
    const withOfficers = new Set(files.officers.map((each) => each.unit))
    for (const each of simulation.units.filter((unit) => unit.kind === 'enforcement'))
      expect(withOfficers.has(each.unit), each.unit).toBe(true)
  })

  test('shares that divide a whole add up to it, and drift leaves every grade possible', () => {
    const sum = (parts: readonly number[]) => parts.reduce((a, b) => a + b, 0)
    const { parties, claims, cases } = simulation
    for (const whole of [parties, cases.identity, cases.channels, cases.states, cases.verdicts])
      expect(sum(Object.values(whole))).toBeCloseTo(1, 9)
    expect(sum(claims.answerDelayDays)).toBeCloseTo(1, 9)
    for (const each of simulation.units)
      expect(each.grades[0] + each.grades[1]).toBeGreaterThan(Math.abs(each.drift) / 2)
  })

  test('forty texts and more: complaints carry one of the four conducts, opinions none', () => {
    expect(files.cases.length).toBeGreaterThanOrEqual(40)
    unique(files.cases.map((each) => each.title))
    const complaints = files.cases.filter((each) => each.kind === 'complaint')
    expect(new Set(complaints.map((each) => each.conduct))).toEqual(new Set(Conduct.options))
    for (const each of files.cases) {
      expect(each.conduct !== null, each.title).toBe(each.kind === 'complaint')
      expect(unitIds.has(each.unit) && areaIds.has(each.area), each.title).toBe(true)
    }
  })

  test('no text holds a telephone or identity number', () => {
    for (const each of files.cases) expect(each.text + each.reply).not.toMatch(/\d{7,}/)
  })
})
