import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { describeApi } from './openapi.ts'
import type { Route } from './serve.ts'

/** Serves the OpenAPI document, printed from the operations, and the page that shows it. */
export function registerDocs(app: FastifyInstance, routes: readonly Route[]): void {
  const described = JSON.stringify(describeApi(routes.map((route) => route.operation)))
  app.get('/api/openapi.json', (_, reply) => reply.type('application/json; charset=utf-8').send(described))
  const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  app.register(fastifyStatic, { root: viewer, prefix: '/api/docs/', decorateReply: false, index: false })
  const page = readFileSync(join(import.meta.dirname, 'docs.html'), 'utf8')
  app.get('/api/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(page))
}
