import { readFileSync } from 'node:fs'
import { join, normalize } from 'node:path'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { listFiles, nodesOf, root, type Source, sources } from './sources.ts'

const styleFiles = listFiles('miniapp/src').filter((path) => /\.s?css$/.test(path))
const everywhere = 'miniapp/src/styles/'

/** The classes that a file of styles says something of, by themselves (`.card {`) or at all (`.card .title`). */
function classesIn(path: string) {
  const text = readFileSync(join(root, path), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '')
  const selectors = [...text.matchAll(/^([^@{}\s][^@{}]*)\{/gm)].flatMap(([, list = '']) => list.split(','))
  return {
    alone: selectors.flatMap((one) => /^\.([a-z][a-z0-9-]*)$/.exec(one.trim())?.[1] ?? []),
    all: [...text.matchAll(/\.([a-z][a-z0-9-]*)/g)].map(([, name = '']) => name),
  }
}

/** Where each class is defined: by itself, if it is anywhere, and otherwise within others. */
const definitions = new Map<string, Set<string>>()
const styles = styleFiles.map((path) => ({ path, ...classesIn(path) }))
const alone = new Set(styles.flatMap((one) => one.alone))
for (const { path, ...own } of styles) {
  for (const name of own.all.filter((one) => !alone.has(one) || own.alone.includes(one))) {
    definitions.set(name, (definitions.get(name) ?? new Set()).add(path))
  }
}

const byPath = new Map(sources.map((source) => [source.path, source]))
const found = (path: string) =>
  [path, `${path}.ts`, `${path}.tsx`].find((one) => byPath.has(one) || styleFiles.includes(one))

/** Every file of ours that comes with a file, itself among them. */
function withImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  for (const { target } of byPath.get(path)?.imports ?? []) {
    const file = target && found(normalize(target))
    if (file) withImports(file, seen)
  }
  return seen
}

/** The words that a file gives as classes: in `className` or `classNames()`, but none that is only compared with. */
function classesOf({ tree }: Source): string[] {
  const isGiven = (node: ts.Node) =>
    (ts.isJsxAttribute(node) && node.name.getText(tree) === 'className') ||
    (ts.isCallExpression(node) && node.expression.getText(tree) === 'classNames')
  const given = [...nodesOf(tree)].filter(isGiven).flatMap((node) => [...nodesOf(node)])
  const words = given.filter(ts.isStringLiteralLike).filter(({ parent }) => !isComparison(parent))
  return words.flatMap(({ text }) => text.split(/\s+/)).filter(Boolean)
}

const isComparison = (node: ts.Node) =>
  ts.isBinaryExpression(node) && /^[!=]==$/.test(node.operatorToken.getText(node.getSourceFile()))

const pages = sources.filter(({ path }) => /^miniapp\/src\/pages\/.+\.tsx$/.test(path) && !path.includes('/gallery/'))

describe('classes', () => {
  test('of what a page shows are defined by what the page brings along, and not by what was looked at before', () => {
    const lacking = new Set<string>()
    for (const { path } of pages) {
      const files = withImports(path)
      for (const file of files) {
        const source = byPath.get(file)
        for (const name of source && /^miniapp\/.*\.tsx$/.test(file) ? classesOf(source) : []) {
          const places = [...(definitions.get(name) ?? [])]
          const known = places.some((place) => files.has(place) || place.startsWith(everywhere))
          if (places.length > 0 && !known) lacking.add(`${file}: .${name} is in ${places.join(', ')}`)
        }
      }
    }
    expect([...lacking].sort()).toEqual([])
  })

  test('mean one thing: two features never define one of the same name', () => {
    const own = (places: Set<string>) => [...places].filter((place) => !place.startsWith(everywhere))
    const twice = [...definitions].filter(([name, places]) => alone.has(name) && own(places).length > 1)
    expect(twice.map(([name, places]) => `.${name}: ${own(places).join(', ')}`)).toEqual([])
  })
})
