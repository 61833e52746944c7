/** A JSON schema as far as the contracts use it. */
export type Schema = {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  exclusiveMaximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  additionalProperties?: Schema | boolean
  propertyNames?: Schema
}

export type Described = {
  name: string
  method: string
  path: string
  access: string
  carriage: string
  problems: string[]
  input: Schema
  output: Schema
}

/** What a published mini-app would trip over: removed operations, narrowed inputs, weakened outputs, another way to call. */
export function findBreaks(before: readonly Described[], after: readonly Described[]): string[] {
  const now = new Map(after.map((operation) => [operation.name, operation]))
  return before.flatMap((old) => {
    const current = now.get(old.name)
    if (!current) return [`${old.name} was removed`]
    return [
      ...(['method', 'path', 'carriage'] as const)
        .filter((key) => old[key] !== current[key])
        .map((key) => `${old.name}: ${key} was ${old[key]} and is ${current[key]}`),
      ...narrowed(old.input, current.input, `${old.name} input`),
      ...weakened(old.output, current.output, `${old.name} output`),
    ]
  })
}

/** Where the new input refuses something that the old one took. */
export function narrowed(old: Schema, now: Schema, at: string): string[] {
  const oldWays = waysOf(old)
  const newWays = waysOf(now)
  if (oldWays.length > 1 || newWays.length > 1) {
    return oldWays.flatMap((way) => {
      const faults = newWays.map((candidate) => narrowed(way, candidate, at))
      return faults.some((found) => found.length === 0) ? [] : (shortest(faults) ?? [`${at} lost a form`])
    })
  }
  const added = (now.required ?? []).filter((name) => !(old.required ?? []).includes(name))
  return [
    ...(typeOf(old) === typeOf(now) || typeOf(now) === undefined ? [] : [`${at} takes another type`]),
    ...narrowedValues(old, now, at),
    ...narrowedBounds(old, now, at),
    ...added.map((name) => `${at}.${name} became required`),
    ...Object.entries(old.properties ?? {}).flatMap(([name, schema]) => {
      const next = now.properties?.[name]
      return next ? narrowed(schema, next, `${at}.${name}`) : [`${at}.${name} was removed`]
    }),
    ...(old.items && now.items ? narrowed(old.items, now.items, `${at}[]`) : []),
  ]
}

/** Where the new output leaves out something that the old one promised. */
export function weakened(old: Schema, now: Schema, at: string): string[] {
  const oldWays = waysOf(old)
  const newWays = waysOf(now)
  if (oldWays.length > 1 || newWays.length > 1) {
    return newWays.flatMap((way) => {
      const faults = oldWays.map((candidate) => weakened(candidate, way, at))
      return faults.some((found) => found.length === 0) ? [] : (shortest(faults) ?? [`${at} has a new form`])
    })
  }
  return [
    ...(typeOf(old) === typeOf(now) ? [] : [`${at} answers another type`]),
    ...Object.entries(old.properties ?? {}).flatMap(([name, schema]) => {
      const next = now.properties?.[name]
      if (!next) return [`${at}.${name} was removed`]
      const loose = (old.required ?? []).includes(name) && !(now.required ?? []).includes(name)
      return [...(loose ? [`${at}.${name} may now be missing`] : []), ...weakened(schema, next, `${at}.${name}`)]
    }),
    ...(old.items && now.items ? weakened(old.items, now.items, `${at}[]`) : []),
  ]
}

const waysOf = (schema: Schema): Schema[] => schema.anyOf ?? schema.oneOf ?? [schema]

const typeOf = (schema: Schema): string | undefined => {
  if (schema.const !== undefined) return typeof schema.const
  return Array.isArray(schema.type) ? schema.type.join('|') : schema.type
}

const shortest = (lists: string[][]) => [...lists].sort((a, b) => a.length - b.length)[0]

function valuesOf(schema: Schema): unknown[] | undefined {
  return schema.const === undefined ? schema.enum : [schema.const]
}

function narrowedValues(old: Schema, now: Schema, at: string): string[] {
  const allowed = valuesOf(now)
  if (!allowed) return []
  const before = valuesOf(old)
  if (!before) return [`${at} takes only listed values now`]
  return before.filter((value) => !allowed.includes(value)).map((value) => `${at} no longer takes ${String(value)}`)
}

function narrowedBounds(old: Schema, now: Schema, at: string): string[] {
  const lower = (['minimum', 'exclusiveMinimum', 'minLength', 'minItems'] as const).filter(
    (key) => (now[key] ?? Number.NEGATIVE_INFINITY) > (old[key] ?? Number.NEGATIVE_INFINITY),
  )
  const upper = (['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems'] as const).filter(
    (key) => (now[key] ?? Number.POSITIVE_INFINITY) < (old[key] ?? Number.POSITIVE_INFINITY),
  )
  const texts = (['pattern', 'format'] as const).filter((key) => now[key] !== undefined && now[key] !== old[key])
  return [...lower, ...upper, ...texts].map((key) => `${at}: ${key} was tightened`)
}
