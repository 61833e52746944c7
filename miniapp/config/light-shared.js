const path = require('node:path')
const { types: t } = require('@babel/core')

const shared = path.resolve(__dirname, '../../shared') + path.sep
const filesOfSchemas = /^(@minyi\/shared\/|\.).*\/(contract|identity|time|paging)\.ts$/
const forTheServer = ['input', 'output', 'summary', 'problems']

/**
 * Pages carry of `shared/` only what they use, value by value instead of file by file. An operation comes without its
 * schemas; every value is marked as pure (shared has no side effects), so that webpack drops it where nobody uses it; and
 * schemas are imported from the same file under a second name, so that a page with operations alone loads no zod.
 */
module.exports = () => ({ visitor: { Program: lighten, MemberExpression: refuseSchemasOfOperations } })

function lighten(program, { filename = '' }) {
  for (const statement of program.get('body')) {
    if (statement.isImportDeclaration() || statement.isExportNamedDeclaration()) split(statement)
    if (!statement.node) continue
    if (!filename.startsWith(shared)) continue
    const declaration = statement.isExportNamedDeclaration() ? statement.get('declaration') : statement
    if (declaration.isVariableDeclaration()) declaration.node.declarations.forEach(makeWhenUsed)
  }
}

/** `a = f()` becomes `a = /*#__PURE__*\/(() => f())()`, which webpack and terser both understand. */
function makeWhenUsed(declarator) {
  const { init } = declarator
  if (!init || t.isFunction(init)) return
  if (t.isCallExpression(init) && t.isIdentifier(init.callee, { name: 'operation' })) dropSchemas(init.arguments[0])
  const whenUsed = t.callExpression(t.arrowFunctionExpression([], init), [])
  declarator.init = t.addComment(whenUsed, 'leading', '#__PURE__')
}

function dropSchemas(declared) {
  declared.properties = declared.properties.filter(({ key }) => !forTheServer.includes(key?.name))
}

/** Takes the schemas out of an import, or of an export of another file's values, into one of the second name. */
function split(statement) {
  const { source, specifiers } = statement.node
  const kind = statement.node.importKind ?? statement.node.exportKind
  if (kind === 'type' || !source || !filesOfSchemas.test(source.value)) return
  const schemas = specifiers.filter(isSchema)
  if (schemas.length === 0) return
  const second = t.stringLiteral(`${source.value}?schemas`)
  const isImport = statement.isImportDeclaration()
  statement.insertAfter(
    isImport ? t.importDeclaration(schemas, second) : t.exportNamedDeclaration(null, schemas, second),
  )
  statement.node.specifiers = specifiers.filter((one) => !isSchema(one))
  if (statement.node.specifiers.length === 0) statement.remove()
}

/** The types of an operation have its schemas, so only the build can say that the pages don't. */
function refuseSchemasOfOperations(member) {
  const { object, property } = member.node
  if (!t.isIdentifier(object) || !forTheServer.includes(property.name)) return
  const from = member.scope.getBinding(object.name)?.path.parent.source?.value
  if (!from?.endsWith('/contract.ts')) return
  throw member.buildCodeFrameError(`pages have no ${property.name} of an operation: export the schema by name`)
}

/** Schemas are the values with a capital letter. */
function isSchema({ importKind, exportKind, local }) {
  return importKind !== 'type' && exportKind !== 'type' && /^[A-Z]/.test(local.name)
}
