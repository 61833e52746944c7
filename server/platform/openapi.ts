import { apiScopes } from '@minyi/shared/platform/identity.ts'
import type { Operation } from '@minyi/shared/platform/operation.ts'
import { problems } from '@minyi/shared/platform/problems.ts'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of the operations, with every problem each may answer. */
export function describeApi(operations: readonly Operation[]): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = `/api/{tenant}${operation.path.replace(/:([A-Za-z]+)/g, '{$1}')}`
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describeOperation(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '民意直通',
      version: '1.0.0',
      description: introduction,
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations.map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: '登录后取得的令牌' },
        apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key', description: '管理员在“接口与密钥”里发放的密钥' },
      },
      parameters: { tenant: tenantParameter },
      responses: { Unexpected: problemResponse('没有预料到的失败') },
      schemas: { Problem: problemSchema },
    },
  }
}

/** Every operation as plain data: what a published mini-app relies on, kept beside the code and compared by a test. */
export function describeContract(operations: readonly Operation[]): Json[] {
  return operations.map((operation) => ({
    name: operation.name,
    method: operation.method,
    path: operation.path,
    access: operation.access,
    carriage: operation.carriage,
    problems: [...operation.problems].sort(),
    input: schemaOf(operation.input, 'input'),
    output: schemaOf(operation.output, 'output'),
  }))
}

function describeOperation(operation: Operation): Json {
  const input = innerSchemaOf(operation.input, 'input')
  const properties = asJson(input.properties)
  const required = Array.isArray(input.required) ? input.required : []
  const inPath = [...operation.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '')
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameters = [
    { $ref: '#/components/parameters/tenant' },
    ...inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? { type: 'string' } })),
    ...(operation.method === 'GET'
      ? others.map((name) => ({ name, in: 'query', required: required.includes(name), schema: properties[name] }))
      : []),
  ]
  const body = {
    type: 'object',
    properties: Object.fromEntries(others.map((name) => [name, properties[name]])),
    required: required.filter((name) => others.includes(String(name))),
  }
  return {
    operationId: operationIdOf(operation),
    tags: [tagOf(operation)],
    summary: operation.summary,
    description: `谁可以调用：${operation.access}`,
    security: securityOf(operation),
    parameters,
    ...(operation.method === 'GET'
      ? {}
      : { requestBody: { required: true, content: { 'application/json': { schema: body } } } }),
    responses: {
      200: describeAnswer(operation),
      ...describeProblems(operation),
      default: { $ref: '#/components/responses/Unexpected' },
    },
  }
}

function describeAnswer(operation: Operation): Json {
  if (operation.carriage === 'file') {
    return {
      description: '文件；名称在 content-disposition 里，实际类型在 content-type 里',
      headers: { 'content-disposition': { schema: { type: 'string' } } },
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }
  }
  if (operation.carriage === 'events') {
    return { description: '随到随告的事件', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  }
  return { description: '成功', content: { 'application/json': { schema: innerSchemaOf(operation.output, 'output') } } }
}

function describeProblems(operation: Operation): Json {
  const always = ['input-invalid', 'not-found'] as const
  const signedIn = operation.access === 'anyone' ? [] : (['sign-in-required'] as const)
  const codes = [...new Set([...operation.problems, ...always, ...signedIn])]
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      problemResponse(group.map((code) => `${code}：${problems[code].title}`).join('；')),
    ]),
  )
}

/** A name that generators can make a function of: `cases.submit` is `casesSubmit`. */
const operationIdOf = ({ name }: Operation) =>
  name.replace(/[.-]([a-zA-Z])/g, (_, letter: string) => letter.toUpperCase())
const tagOf = ({ name }: Operation) => name.split('.')[0] ?? name

/** What a caller shows: nothing, a session, or, where a scope of keys is asked for, a key. */
function securityOf({ access }: Operation): Json[] {
  if (access === 'anyone') return []
  return apiScopes.some((scope) => scope === access) ? [{ apiKey: [] }] : [{ session: [] }]
}

const problemResponse = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
})

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  return asJson(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }))
}

/** A schema within the document, which names the dialect of all of them itself. */
function innerSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...described } = schemaOf(schema, io)
  return described
}

/** Guarantee: a JSON schema and its `properties` are plain objects. */
const asJson = (value: unknown) => (value ?? {}) as Json

const introduction = `居民、单位、监督机构和其他系统共用的接口。地址里的 {tenant} 是地方的代号（如 taicang）。

每个操作写明谁可以调用。写操作的 id 由调用方生成（UUID），同一个 id 重复提交只生效一次，得到同一个答复。
时间点一律是带时差的 ISO 8601，日期是 YYYY-MM-DD。翻页用上一页答复里的 next 作 after。
失败一律为 application/problem+json，code 是稳定的代号，title 是给人看的话，fields 指出哪一项有误。`

const tenantParameter = {
  name: 'tenant',
  in: 'path',
  required: true,
  description: '地方的代号',
  schema: { type: 'string' },
  example: 'taicang',
}

const problemSchema = {
  type: 'object',
  required: ['type', 'code', 'title', 'status'],
  properties: {
    type: { type: 'string' },
    code: { type: 'string', enum: Object.keys(problems) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    fields: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
  example: {
    type: '/problems/input-invalid',
    code: 'input-invalid',
    title: '填写的内容有误，请按提示修改',
    status: 400,
    fields: [{ path: 'text', message: '请写明发生了什么事，至少 5 个字' }],
  },
}
