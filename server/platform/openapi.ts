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
      description: '每个操作写明谁可以调用；失败一律为 application/problem+json。',
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
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
  const input = schemaOf(operation.input, 'input')
  const properties = asJson(input.properties)
  const required = Array.isArray(input.required) ? input.required : []
  const inPath = [...operation.path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '')
  const others = Object.keys(properties).filter((name) => !inPath.includes(name))
  const parameters = [
    { name: 'tenant', in: 'path', required: true, schema: { type: 'string' } },
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
    operationId: operation.name,
    tags: [operation.name.split('.')[0]],
    summary: operation.summary,
    description: `谁可以调用：${operation.access}`,
    security: operation.access === 'anyone' ? [] : [{ session: [] }],
    parameters,
    ...(operation.method === 'GET' ? {} : { requestBody: { content: { 'application/json': { schema: body } } } }),
    responses: { 200: describeAnswer(operation), ...describeProblems(operation) },
  }
}

function describeAnswer(operation: Operation): Json {
  if (operation.carriage === 'file') {
    return {
      description: '文件',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    }
  }
  if (operation.carriage === 'events') {
    return { description: '随到随告的事件', content: { 'text/event-stream': { schema: { type: 'string' } } } }
  }
  return { description: '成功', content: { 'application/json': { schema: schemaOf(operation.output, 'output') } } }
}

function describeProblems(operation: Operation): Json {
  const codes = [...new Set([...operation.problems, 'input-invalid' as const, 'not-found' as const])]
  const byStatus = Map.groupBy(codes, (code) => problems[code].status)
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      status,
      {
        description: group.map((code) => `${code}：${problems[code].title}`).join('；'),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  return asJson(z.toJSONSchema(schema, { io, unrepresentable: 'any', reused: 'inline' }))
}

/** Guarantee: a JSON schema and its `properties` are plain objects. */
const asJson = (value: unknown) => (value ?? {}) as Json

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
      items: { type: 'object', properties: { path: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}
