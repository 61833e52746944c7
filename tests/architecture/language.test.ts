import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { lineOf, nodesOf, type Source, sources } from './sources.ts'

const product = sources.filter(({ path }) => /^(shared|server|miniapp\/src)\//.test(path))
const tests = sources.filter(({ path }) => path.startsWith('tests/'))

describe('the language we write', () => {
  test('surroundings are read in one place', () => {
    const where =
      /^server\/(platform\/config\.ts|launch\/|commands\/)|^server\/emulators\/main\.ts$|^miniapp\/src\/lib\//
    const reads = find(product, (node, { path }) => isSurroundings(node) && !where.test(path))
    expect(reads, 'read it in platform/config.ts and hand it in').toEqual([])
  })

  test('shared decides without a clock of its own and without chance', () => {
    const banned = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID'])
    const shared = product.filter(({ path }) => path.startsWith('shared/'))
    const calls = find(shared, (node) => ts.isPropertyAccessExpression(node) && banned.has(node.getText()))
    const clocks = find(shared, (node) => ts.isNewExpression(node) && node.getText() === 'new Date()')
    expect([...calls, ...clocks], 'time and chance are arguments').toEqual([])
  })

  test('shared uses nothing that the mini-program runtime lacks', () => {
    const missing = new Set(['URL', 'Intl', 'AbortController', 'Response', 'Buffer', 'process', 'eval', 'Function'])
    const shared = product.filter(({ path }) => path.startsWith('shared/'))
    const uses = find(shared, (node) => ts.isIdentifier(node) && missing.has(node.text) && isUsedAsValue(node))
    expect(uses).toEqual([])
  })

  test('types are written with `type`, closed sets without `enum`', () => {
    expect(find(product, (node) => ts.isInterfaceDeclaration(node) || ts.isEnumDeclaration(node))).toEqual([])
  })

  test('the only classes are errors', () => {
    const classes = find(
      product,
      (node) => ts.isClassLike(node) && !/Error$|^Problem$|Failure$/.test(parentClass(node)),
    )
    expect(classes).toEqual([])
  })

  test('a cast stands in a named function whose docstring states its guarantee', () => {
    expect(find(product, (node) => ts.isAsExpression(node) && !isConst(node) && !statesGuarantee(node))).toEqual([])
  })

  test('no test is left out or runs alone', () => {
    const bent = new Set(['skip', 'only', 'todo', 'fails', 'skipIf', 'runIf'])
    const uses = find(
      tests,
      (node) =>
        ts.isPropertyAccessExpression(node) &&
        bent.has(node.name.text) &&
        /^(test|it|describe)\b/.test(node.expression.getText()),
    )
    expect(uses).toEqual([])
  })

  test('nothing is left open in a comment', () => {
    const mark = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X'.repeat(3)].join('|')})\\b`)
    expect(sources.filter(({ text }) => mark.test(text)).map(({ path }) => path)).toEqual([])
  })

  test('no file names a place of one machine', () => {
    const place = new RegExp(`/${'work'}/(main|shared|\\.library)|["'\`]/(root|home)/`)
    expect(sources.filter(({ text }) => place.test(text)).map(({ path }) => path)).toEqual([])
  })
})

function find(among: Source[], wanted: (node: ts.Node, source: Source) => boolean) {
  return among.flatMap((source) =>
    [...nodesOf(source.tree)]
      .filter((node) => wanted(node, source))
      .map((node) => `${source.path}:${lineOf(source, node)} ${node.getText().split('\n')[0]}`),
  )
}

/** Taro writes its own constants in when it builds: they are no surroundings. */
function isSurroundings(node: ts.Node) {
  return node.getText() === 'process.env' && !/^process\.env\.(TARO_\w+|NODE_ENV)$/.test(node.parent.getText())
}

function isUsedAsValue(node: ts.Identifier) {
  const { parent } = node
  const isMemberName = ts.isPropertyAccessExpression(parent) && parent.name === node
  return !isMemberName && (ts.isExpression(parent) || ts.isVariableDeclaration(parent)) && !ts.isTypeNode(parent)
}

function parentClass(node: ts.ClassLikeDeclaration) {
  return node.heritageClauses?.[0]?.types[0]?.expression.getText() ?? ''
}

function isConst(node: ts.AsExpression) {
  return node.type.getText() === 'const'
}

function statesGuarantee(node: ts.Node): boolean {
  const holder = ts.findAncestor(node, (above) => ts.isSourceFile(above.parent ?? above))
  return holder !== undefined && ts.getJSDocCommentsAndTags(holder).length > 0
}
