import { describe, expect, test } from 'vitest'
import { type Import, placeOf, type Source, sources } from './sources.ts'

type Rule = { of: RegExp; may: RegExp[]; because: string }

const feature = (name: string) => new RegExp(`^server/features/.+/${name}\\.ts$`)
const ownOnly = ['routes', 'jobs', 'queries', 'present']

/** What a file of ours may import of ours. The first rule that fits the importing file decides. */
const rules: Rule[] = [
  {
    of: /^shared\/[^/]+\/(.+\/)?contract\.ts$/,
    may: [/^shared\/platform\//, /^shared\/.+\/contract\.ts$/, sameLibrary('shared')],
    because: 'a contract speaks of shapes only, its own and those of other contracts',
  },
  { of: /^shared\/platform\//, may: [/^shared\/platform\//], because: 'the platform knows no feature' },
  { of: /^shared\//, may: [/^shared\//], because: 'shared imports nothing but zod and itself' },
  {
    of: feature('routes'),
    may: [feature('service'), feature('present'), /^server\/platform\//, /^shared\//],
    because: 'routes bind operations to use cases, nothing else',
  },
  {
    of: feature('jobs'),
    may: [feature('service'), /^server\/platform\//, /^shared\//],
    because: 'jobs call use cases',
  },
  {
    of: feature('service'),
    may: [feature('service'), feature('queries'), feature('present'), /^server\/(platform|foreign)\//, /^shared\//],
    because: 'use cases call rules, their own queries and other use cases',
  },
  {
    of: feature('queries'),
    may: [feature('queries'), feature('tables'), /^server\/platform\//, /^shared\//],
    because: 'queries know tables only',
  },
  {
    of: feature('tables'),
    may: [feature('tables'), /^server\/platform\//, /^shared\//],
    because: 'tables stand on nothing but the platform',
  },
  {
    of: feature('present'),
    may: [feature('present'), feature('queries'), feature('tables'), /^server\/platform\//, /^shared\//],
    because: 'present turns rows into contract shapes',
  },
  {
    of: /^server\/features\//,
    may: [/^server\/features\//, /^server\/platform\//, /^shared\//],
    because: 'a feature stands on the platform',
  },
  {
    of: /^server\/platform\//,
    may: [/^server\/(platform|foreign)\//, /^shared\/platform\//],
    because: 'the platform knows no feature',
  },
  {
    of: /^server\/foreign\//,
    may: [/^server\/(platform|foreign)\//, /^shared\/platform\//],
    because: 'the ports of other people’s networks know no feature',
  },
  {
    of: /^server\/emulators\//,
    may: [/^server\/emulators\//],
    because: 'an emulator is other people’s network: it shares nothing with us',
  },
  {
    of: /^server\/launch\//,
    may: [/^server\/launch\//, /^server\/platform\/config\.ts$/, /^server\/demo\/accounts\.ts$/],
    because: 'the launcher starts the server from outside',
  },
  { of: /^server\//, may: [/^server\//, /^shared\//], because: 'the server never imports the mini-app' },
  { of: /^miniapp\/src\/lib\//, may: [/^miniapp\/src\/lib\//, /^shared\//], because: 'lib stands on shared only' },
  {
    of: /^miniapp\/src\/components\//,
    may: [/^miniapp\/src\/(components|lib|styles)\//, /^shared\//],
    because: 'components could ship in another product',
  },
  {
    of: /^miniapp\/src\/features\//,
    may: [/^miniapp\/src\/(features|components|lib|styles)\//, /^shared\//],
    because: 'features know no page',
  },
  { of: /^miniapp\//, may: [/^miniapp\//, /^shared\//], because: 'the mini-app never imports the server' },
  { of: /^tests\/(shared|server|e2e|weapp|launch|support|architecture|fixtures|shots)\//, may: [/./], because: '' },
  { of: /^tests\/miniapp\//, may: [/^tests\//, /^miniapp\//, /^shared\//, /^server\//], because: '' },
  { of: /^tests\//, may: [/^tests\//], because: 'settings of the tests stand alone' },
]

describe('imports run one way', () => {
  test('every file imports only what its place allows', () => {
    expect(sources.flatMap((source) => ours(source).flatMap((target) => arrowFault(source.path, target)))).toEqual([])
  })

  test('routes, jobs, queries and presenters stay within their feature', () => {
    const faults = sources.flatMap(({ path, imports }) => {
      const from = placeOf(path)
      if (from.side !== 'server/features' || !ownOnly.includes(from.role)) return []
      return imports.flatMap(({ target = '' }) => {
        const to = placeOf(target)
        const foreign = to.side === from.side && to.feature !== from.feature && to.role !== 'tables'
        return foreign ? [`${path} imports ${target}: ask the other feature through a use case of service.ts`] : []
      })
    })
    expect(faults).toEqual([])
  })

  test('use cases ask the queries of their own feature only', () => {
    const faults = sources.flatMap(({ path, imports }) => {
      const from = placeOf(path)
      if (from.side !== 'server/features' || from.role !== 'service') return []
      return imports.flatMap(({ target = '' }) => {
        const to = placeOf(target)
        const foreign = to.side === from.side && to.feature !== from.feature && to.role === 'queries'
        return foreign ? [`${path} imports ${target}: call the use case that owns these rows`] : []
      })
    })
    expect(faults).toEqual([])
  })

  test.each(['server/features', 'miniapp/src/features', 'shared'])('features of %s form no circle', (side) => {
    expect(circles(featureGraph(side))).toEqual([])
  })
})

describe('packages stay where they belong', () => {
  const belongs: { package: RegExp; where: RegExp; because: string }[] = [
    {
      package: /^node:/,
      where: /^(server|tests|miniapp\/config)\//,
      because: 'shared and the mini-app run where there is no Node',
    },
    {
      package: /^@tarojs\/taro$/,
      where: /^miniapp\/(config\/|src\/(lib|pages|components|app\.)|src\/packages?[^/]*\/)|^tests\//,
      because: 'only lib, pages and components know Taro',
    },
    { package: /^@tarojs\//, where: /^(miniapp|tests)\//, because: 'Taro is the mini-app’s' },
    {
      package: /^(drizzle-orm|postgres)(\/|$)/,
      where: /^server\/(platform|commands|launch|features\/.+\/(queries|tables)\.ts)|^tests\//,
      because: 'SQL lives in queries.ts and tables.ts',
    },
    {
      package: /^(fastify|@fastify\/.+)$/,
      where: /^server\/(app|main)\.ts|^server\/(platform|emulators)\/|^tests\//,
      because: 'use cases do not know HTTP',
    },
  ]

  test('each package is imported only by the layer that owns it', () => {
    const faults = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ specifier, typeOnly }) => {
        const rule = belongs.find((rule) => rule.package.test(specifier))
        return rule && !typeOnly && !rule.where.test(path) ? [`${path} imports ${specifier}: ${rule.because}`] : []
      }),
    )
    expect(faults).toEqual([])
  })

  test('shared imports zod and itself, nothing else', () => {
    const faults = sources.flatMap(({ path, imports }) =>
      path.startsWith('shared/')
        ? imports.filter(isForeignToShared).map(({ specifier }) => `${path} imports ${specifier}`)
        : [],
    )
    expect(faults).toEqual([])
  })
})

function isForeignToShared({ specifier, target }: Import) {
  return target ? !target.startsWith('shared/') : specifier !== 'zod'
}

function sameLibrary(side: string) {
  return new RegExp(`^${side}/[^/]+/[^/]+\\.ts$`)
}

function ours(source: Source) {
  return source.imports.flatMap(({ target }) => target ?? [])
}

function arrowFault(path: string, target: string) {
  const rule = rules.find(({ of }) => of.test(path))
  if (!rule) return [`${path} has no place in the map`]
  return rule.may.some((may) => may.test(target)) ? [] : [`${path} imports ${target}: ${rule.because}`]
}

/** Joins over other features' tables and mere types make no dependency. */
function featureGraph(side: string) {
  const graph = new Map<string, Set<string>>()
  for (const { path, imports } of sources) {
    const from = placeOf(path)
    if (from.side !== side) continue
    for (const { target, typeOnly } of imports) {
      const to = placeOf(target ?? '')
      if (typeOnly || to.side !== side || to.feature === from.feature || to.role === 'tables') continue
      graph.set(from.feature, (graph.get(from.feature) ?? new Set()).add(to.feature))
    }
  }
  return graph
}

function circles(graph: Map<string, Set<string>>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const walk = (name: string, trail: string[]) => {
    if (trail.includes(name)) found.push([...trail.slice(trail.indexOf(name)), name].join(' → '))
    if (trail.includes(name) || done.has(name)) return
    for (const next of graph.get(name) ?? []) walk(next, [...trail, name])
    done.add(name)
  }
  for (const name of graph.keys()) walk(name, [])
  return found
}
