import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { listFiles, root, sources } from './sources.ts'

const rootEntries = new Set([
  ...['.biome.json', '.ci', '.data', '.git', '.gitignore', '.shots', 'README.md', 'miniapp'],
  ...[
    'node_modules',
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    'server',
    'shared',
    'tests',
    'tsconfig.json',
  ],
])
/** Small libraries name their files after the method. */
const libraries = ['estimates', 'surveys', 'clocks', 'indicators', 'platform']
const vague = /^(index|utils?|helpers?|types?|common|misc|lib|shared)\.(ts|tsx)$/
const files = ['shared', 'server', 'miniapp', 'tests'].flatMap(listFiles)

describe('the map holds', () => {
  test('the root holds what the map names', () => {
    const faults = readdirSync(root).filter((name) => !rootEntries.has(name) && !name.endsWith('.log'))
    expect(faults, 'a new top-level entry is a decision for the README').toEqual([])
  })

  test('a server feature is made of routes, service, queries, tables, jobs and present', () => {
    const allowed = /^server\/features\/[a-z-]+\/([a-z-]+\/)*(routes|service|queries|tables|jobs|present)\.ts$/
    const strange = files.filter((path) => path.startsWith('server/features/') && !allowed.test(path))
    expect(strange, 'a concern that outgrows its file becomes a sub-folder with the same names').toEqual([])
  })

  test('a shared feature is made of contract, rules and labels; only libraries name files after their method', () => {
    const allowed = /^shared\/[a-z-]+\/([a-z-]+\/)*(contract|rules|labels)\.ts$/
    const strange = sources
      .map(({ path }) => path)
      .filter(
        (path) => path.startsWith('shared/') && !allowed.test(path) && !libraries.includes(path.split('/')[1] ?? ''),
      )
    expect(strange).toEqual([])
  })

  test('a feature of the mini-app is made of a store and components', () => {
    const allowed = /^miniapp\/src\/features\/[a-z-]+\/([a-z-]+\/)*(store\.ts|[a-z0-9-]+\.(tsx|s?css))$/
    expect(files.filter((path) => path.startsWith('miniapp/src/features/') && !allowed.test(path))).toEqual([])
  })

  test('a test stands where its source stands', () => {
    const allowed =
      /^tests\/(shared|server|miniapp|e2e|weapp|launch|architecture|support|fixtures|shots)\/|^tests\/[^/]+$/
    expect(files.filter((path) => path.startsWith('tests/') && !allowed.test(path))).toEqual([])
  })
})

describe('names and lengths', () => {
  test('files are kebab-case and named after what they hold', () => {
    const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/
    const names = sources.map(({ path }) => ({ path, name: path.split('/').at(-1) ?? '' }))
    // Taro finds its build settings under this one name.
    const faults = names.filter(
      ({ name, path }) => path !== 'miniapp/config/index.ts' && (!kebab.test(name) || vague.test(name)),
    )
    expect(faults.map(({ path }) => path)).toEqual([])
  })

  test('files hold at most 300 lines, tests 500', () => {
    const faults = sources.flatMap(({ path, text }) => {
      const lines = text.trimEnd().split('\n').length
      return lines > (path.startsWith('tests/') ? 500 : 300)
        ? [`${path} has ${lines} lines: which two things is it?`]
        : []
    })
    expect(faults).toEqual([])
  })

  test('a README of a package holds at most 80 lines, that of the root 200', () => {
    const faults = [...files, ...readdirSync(root)].filter((path) => {
      const most = path === 'README.md' ? 200 : 80
      return path.endsWith('README.md') && linesOf(path) > most
    })
    expect(faults).toEqual([])
  })
})

function linesOf(path: string) {
  return readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length
}
