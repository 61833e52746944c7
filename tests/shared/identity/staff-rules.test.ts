import { maskPhone, passwordFault, passwordRule, roleTemplates } from '@minyi/shared/identity/rules.ts'
import { permissionWords } from '@minyi/shared/identity/staff/labels.ts'
import { type Held, isWholeOnly, managesAll, mayGrant, type Wanted } from '@minyi/shared/identity/staff/rules.ts'
import { permissions } from '@minyi/shared/platform/identity.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const some = fc.subarray(['staff.manage', 'cases.handle', 'cases.read', 'figures.exact'])
const place = fc.constantFrom('a', 'b', 'c')
const held: fc.Arbitrary<Held> = fc.record({
  permissions: some,
  areaIds: fc.oneof(fc.constant(null), fc.uniqueArray(place)),
  unitId: fc.oneof(fc.constant(null), place),
})
const wanted: fc.Arbitrary<Wanted> = fc.record({
  permissions: some,
  areaId: fc.oneof(fc.constant(null), place),
  unitId: fc.oneof(fc.constant(null), place),
})
const holder = fc.array(held, { maxLength: 4 })

describe('who may give which role', () => {
  it('nobody who manages a part gives a permission, an area or a unit that they do not hold', () => {
    fc.assert(
      fc.property(holder, wanted, (grants, role) => {
        if (managesAll(grants) || !mayGrant(grants, role)) return true
        return role.permissions.every((permission) =>
          grants.some(
            (grant) =>
              grant.permissions.includes(permission) &&
              (grant.areaIds === null || (role.areaId !== null && grant.areaIds.includes(role.areaId))) &&
              (grant.unitId === null || grant.unitId === role.unitId),
          ),
        )
      }),
    )
  })

  it('a grant more never takes away what somebody may give', () => {
    fc.assert(
      fc.property(holder, held, wanted, (grants, more, role) => {
        return !mayGrant(grants, role) || mayGrant([...grants, more], role)
      }),
    )
  })

  it('without managing staff nothing can be given; with all of it, everything', () => {
    fc.assert(
      fc.property(holder, wanted, (grants, role) => {
        const without = grants.map((grant) => ({ ...grant, permissions: grant.permissions.filter(notManaging) }))
        const whole = [...grants, { permissions: ['staff.manage'], areaIds: null, unitId: null }]
        return !mayGrant(without, role) && mayGrant(whole, role)
      }),
    )
  })

  it('the administrator’s role is about the whole place; a clerk’s can be limited', () => {
    const whole = roleTemplates.filter((role) => isWholeOnly(role.permissions)).map(({ id }) => id)
    expect(whole).toEqual(['administrator'])
  })

  it('every permission is explained in words', () => {
    expect(Object.keys(permissionWords).sort()).toEqual([...permissions].sort())
  })
})

describe('a password of one’s own', () => {
  const of = { login: 'gumin', before: 'ABCD-EFGH-2345' }

  it.each([
    ['short-1', '至少 10 位'],
    ['onlyletters', '至少用两种'],
    ['1231231231', '至少用两种'],
    ['aaaaaaaaa1', '重复的字符太多'],
    ['Gumin-2026-08', '不能包含账号'],
    [of.before, '不能和原来的一样'],
  ])('%s is refused: %s', (password, words) => {
    expect(passwordFault(password, of)).toContain(words)
  })

  it.each(['correct horse 7', '太仓的冬天很冷，要多穿衣服2', 'Qz8-Lm3-Xk1'])('%s is taken', (password) => {
    expect(passwordFault(password, of)).toBeNull()
  })

  it('is long and varied whenever it is taken', () => {
    fc.assert(
      fc.property(fc.string(), (password) => {
        if (passwordFault(password, of) !== null) return true
        return [...password].length >= passwordRule.least && new Set(password).size >= passwordRule.differentLeast
      }),
    )
  })
})

describe('a telephone with its middle hidden', () => {
  it('is recognised and tells no more than seven digits', () => {
    expect(maskPhone('13800000001')).toBe('138****0001')
  })
})

const notManaging = (permission: string) => permission !== 'staff.manage'
