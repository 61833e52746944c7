import { z } from 'zod'
import { EstimateFault } from './fault.ts'

const label = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const name = z.string().min(1)
const labels = listOf(label)
const columnList = z
  .union([name, z.array(name)])
  .optional()
  .transform((value) => (typeof value === 'string' ? [value] : (value ?? [])))
const share = z.number().gt(0).lt(1)
const method = z.enum(['logit', 'xlogit', 'beta', 'kg_truncated', 'mean', 'asin', 'wilson'])

const variable = z.discriminatedUnion('kind', [
  z.object({
    name: z.string().min(1),
    kind: z.literal('proportion'),
    column: z.string(),
    in: labels,
    of: labels.optional(),
  }),
  z.object({ name: z.string().min(1), kind: z.literal('mean'), column: z.string() }),
  z.object({ name: z.string().min(1), kind: z.literal('total'), column: z.string() }),
  z.object({ name: z.string().min(1), kind: z.literal('ratio'), num: z.string(), den: z.string() }),
])

const calibration = z.object({
  method: z.enum(['poststratify', 'raking', 'linear', 'logit']),
  margins: z.array(z.object({ columns: listOf(name), totals: z.record(z.string(), z.number().nonnegative()) })).min(1),
  bounds: z.tuple([z.number(), z.number()]).optional(),
  cap: z.number().gt(1).optional(),
})

const domain = z.object({ column: z.string().min(1), in: labels })

/**
 * How figures are computed from the rows of a survey; all names are columns of the data.
 * `ids` are sampling units by stage (none: every row is one), `fpc` population counts by stage, `nest` says that units are numbered within
 * strata. A proportion counts the values `in` among those `of` (default: all that are not empty); means, totals and ratios read numbers,
 * rows without one leave the domain. `domain` keeps rows by value, `by` computes each joint combination that occurs. `methods` are the
 * intervals of proportions, `level` two-sided, `target` the rate to reach. `calibrate` fits the weights to totals; joint margins join
 * their values with `|`; `bounds` limit linear and logit calibration (logit without them: 0.5 to 2), `cap` limits raking.
 */
const figureSpec = z.object({
  ids: columnList,
  strata: columnList,
  weights: z.string().min(1).optional(),
  fpc: columnList,
  nest: z.boolean().default(false),
  variables: z.array(variable).min(1),
  by: columnList,
  domain: z
    .union([domain, z.array(domain)])
    .optional()
    .transform((value) => (Array.isArray(value) ? value : value ? [value] : [])),
  methods: listOf(method).default(['xlogit']),
  level: share.default(0.95),
  target: share.optional(),
  lonely: z.enum(['fail', 'remove', 'certainty', 'adjust', 'average']).default('fail'),
  calibrate: calibration.optional(),
})

export type FigureSpec = z.output<typeof figureSpec>
export type FigureVariable = FigureSpec['variables'][number]

/** Reads a definition, a field of null as one left out, and one value for a list of one; the fault is one sentence that names the field. */
export function readFigureSpec(input: unknown): FigureSpec {
  const read = figureSpec.safeParse(withoutNulls(input))
  if (read.success) return consistent(read.data)
  const [issue] = read.error.issues
  const field = issue?.path.join('.') || '（整个说明）'
  const reason = issue?.code === 'invalid_type' ? '缺少或类型不对' : '取值不对'
  throw new EstimateFault(`说明里的“${field}”${reason}`)
}

/** Refuses what each field allows, but not both together. */
function consistent(spec: FigureSpec): FigureSpec {
  const names = spec.variables.map(({ name }) => name)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) throw new EstimateFault(`说明里有两个变量都叫“${twice}”`)
  const { method, bounds, cap } = spec.calibrate ?? {}
  if (bounds && method !== 'linear' && method !== 'logit')
    throw new EstimateFault(`${method} 不用 bounds，它限制 linear 和 logit`)
  if (cap && method !== 'raking') throw new EstimateFault(`${method} 不用 cap，它限制 raking`)
  return spec
}

/** The fields that are read, by place; a list is read entry by entry. */
const fields = {
  '': [
    ...['ids', 'strata', 'weights', 'fpc', 'nest', 'variables', 'by', 'domain', 'methods', 'level', 'target', 'lonely'],
    'calibrate',
  ],
  variables: ['name', 'kind', 'column', 'in', 'of', 'num', 'den'],
  domain: ['column', 'in'],
  calibrate: ['method', 'margins', 'bounds', 'cap'],
  'calibrate.margins': ['columns', 'totals'],
}

/** Fields of a definition that nobody reads, as dotted paths: most likely misspelt. */
export function unknownFields(input: unknown): string[] {
  return Object.entries(fields).flatMap(([place, known]) => {
    const path = place === '' ? [] : place.split('.')
    const unknown = recordsAt(input, path).flatMap((record) =>
      Object.keys(record).filter((name) => !known.includes(name)),
    )
    return [...new Set(unknown)].map((name) => [...path, name].join('.'))
  })
}

function recordsAt(input: unknown, path: readonly string[]): Record<string, unknown>[] {
  if (Array.isArray(input))
    return path.length === 0 ? input.filter(isRecord) : input.flatMap((one) => recordsAt(one, path))
  if (!isRecord(input)) return []
  const [first, ...rest] = path
  if (first === undefined) return [input]
  const inside = input[first]
  return Array.isArray(inside) ? inside.flatMap((one) => recordsAt(one, rest)) : recordsAt(inside, rest)
}

/** A list of at least one, or the one value by itself. */
function listOf<T extends z.ZodType>(one: T) {
  return z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(one).min(1))
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (!isRecord(value)) return value
  const set = Object.entries(value).filter(([, field]) => field !== null)
  return Object.fromEntries(set.map(([key, field]) => [key, withoutNulls(field)]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
