import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { routes } from '@minyi/server/app.ts'
import { describeContract } from '@minyi/server/platform/openapi.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Described, findBreaks, narrowed, type Schema, weakened } from '../support/compatibility.ts'

const stored: Described[] = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/operations.json'), 'utf8'))
const current: Described[] = JSON.parse(JSON.stringify(describeContract(routes.map((route) => route.operation))))

describe('the contract with mini-apps that are already published', () => {
  it('removes no operation, narrows no input and weakens no output', () => {
    expect(findBreaks(stored, current)).toEqual([])
  })

  it('is stored as it stands: after adding, run node server/commands/describe-contract.ts', () => {
    expect(current).toEqual(stored)
  })

  it('declares every operation once', () => {
    const names = current.map((operation) => operation.name)
    const calls = current.map((operation) => `${operation.method} ${operation.path.replace(/:[A-Za-z]+/g, ':')}`)
    expect(new Set(names).size).toBe(names.length)
    expect(new Set(calls).size).toBe(calls.length)
  })

  it('gives every write a place for its idempotency key', () => {
    const signing = /^identity\.(requestCode|signIn|signOut)/
    const writes = current.filter((operation) => operation.method !== 'GET' && !signing.test(operation.name))
    const without = writes.filter((operation) => operation.input.properties?.id === undefined)
    // These read with a secret or with more than fits into an address, which ends up in logs; being present is the same said twice.
    const reads = [
      'answers.preview',
      'cases.alike',
      'cases.be-present',
      'cases.openings',
      'cases.receipt',
      'checkIns.own',
      'clocks.preview',
      'imports.preview',
      'ratings.readClaim',
      'ratings.readOwnExclusions',
      'ratings.readReceipt',
      'rewards.own',
    ]
    expect(without.map((operation) => operation.name).sort()).toEqual(reads)
  })
})

const schema: fc.Arbitrary<Schema> = fc.letrec<{ schema: Schema }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 2 },
    fc.record({ type: fc.constant('string'), minLength: fc.nat(3), maxLength: fc.integer({ min: 4, max: 9 }) }),
    fc.record({ type: fc.constant('string'), enum: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }) }),
    fc.record({ type: fc.constant('integer'), minimum: fc.nat(5) }),
    fc.record({ type: fc.constant('array'), items: tie('schema') }),
    fc.record({ type: fc.constant('object'), properties: fc.record({ x: tie('schema'), y: tie('schema') }) }),
  ),
})).schema

describe('the comparison of two contracts', () => {
  it('finds nothing between a contract and itself', () => {
    fc.assert(fc.property(schema, (s) => narrowed(s, s, '').length + weakened(s, s, '').length === 0))
  })

  it('sees a new required field, a removed field, a lost value and a tightened bound', () => {
    const old: Schema = {
      type: 'object',
      properties: { a: { type: 'string', enum: ['x', 'y'] }, n: { type: 'integer' } },
    }
    expect(narrowed(old, { ...old, required: ['a'] }, 'i')).toEqual(['i.a became required'])
    expect(narrowed(old, { type: 'object', properties: { n: { type: 'integer' } } }, 'i')).toEqual(['i.a was removed'])
    const fewer: Schema = { ...old, properties: { ...old.properties, a: { type: 'string', enum: ['x'] } } }
    expect(narrowed(old, fewer, 'i')).toEqual(['i.a no longer takes y'])
    const tighter: Schema = { ...old, properties: { ...old.properties, n: { type: 'integer', maximum: 9 } } }
    expect(narrowed(old, tighter, 'i')).toEqual(['i.n: maximum was tightened'])
    expect(narrowed(old, { ...old, properties: { ...old.properties, more: { type: 'string' } } }, 'i')).toEqual([])
  })

  it('sees an output field that went, may be missing, or may be null', () => {
    const old: Schema = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }
    expect(weakened(old, { type: 'object' }, 'o')).toEqual(['o.a was removed'])
    expect(weakened(old, { ...old, required: [] }, 'o')).toEqual(['o.a may now be missing'])
    const nullable: Schema = { ...old, properties: { a: { anyOf: [{ type: 'string' }, { type: 'null' }] } } }
    expect(weakened(old, nullable, 'o')).not.toEqual([])
    expect(narrowed(old, nullable, 'o')).toEqual([])
  })
})
