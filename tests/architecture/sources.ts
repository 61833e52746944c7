import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, resolve } from 'node:path'
import ts from 'typescript'

export const root = resolve(import.meta.dirname, '..', '..')

/** `target` is the imported file of ours, below the root; `specifier` is what the importing file says. */
export type Import = { specifier: string; target: string | undefined; typeOnly: boolean }
export type Source = { path: string; text: string; imports: Import[]; tree: ts.SourceFile }

const passedOver = new Set(['node_modules', 'dist', '.git', '.data', '.shots'])

/** Every file below `folder` that belongs to the project, as paths below the root. */
export function listFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (passedOver.has(entry.name)) return []
    return entry.isDirectory() ? listFiles(path) : [path]
  })
}

export const sources: Source[] = ['shared', 'server', 'miniapp', 'tests']
  .flatMap(listFiles)
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !path.endsWith('.d.ts'))
  .map(readSource)

/** Each node of a tree, outermost first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node
  for (const child of childrenOf(node)) yield* nodesOf(child)
}

export function lineOf({ tree }: Source, node: ts.Node) {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}

/** `server/features/cases/queue/service.ts` → side `server/features`, feature `cases`, role `service`. */
export function placeOf(path: string) {
  const parts = path.split('/')
  const role = parts.at(-1)?.replace(/\.tsx?$/, '') ?? ''
  if (parts[0] === 'shared') return { side: 'shared', feature: parts[1] ?? '', role }
  const at = parts.indexOf('features')
  return { side: parts.slice(0, at < 0 ? 2 : at + 1).join('/'), feature: at < 0 ? '' : (parts[at + 1] ?? ''), role }
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8')
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return { path, text, tree, imports: importsOf(path, tree) }
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  return [...nodesOf(tree)].flatMap((node) => {
    const named = importedName(node)
    return named ? [{ ...named, target: targetOf(path, named.specifier) }] : []
  })
}

function importedName(node: ts.Node): { specifier: string; typeOnly: boolean } | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly ?? false }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly }
  }
  const called = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && node.arguments[0]
  return called && ts.isStringLiteral(called) ? { specifier: called.text, typeOnly: false } : undefined
}

function targetOf(path: string, specifier: string) {
  if (specifier.startsWith('.')) return normalize(join(dirname(path), specifier))
  if (specifier.startsWith('@/')) return `miniapp/src/${specifier.slice(2)}`
  const [, ours] = specifier.match(/^@minyi\/(.+)$/) ?? []
  return ours
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => {
    children.push(child)
  })
  return children
}
