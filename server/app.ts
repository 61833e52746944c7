import fastifyStatic from '@fastify/static'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { routes as cases } from './features/cases/routes.ts'
import { routes as clocks } from './features/clocks/routes.ts'
import { routes as files } from './features/files/routes.ts'
import { routes as followUps } from './features/follow-ups/routes.ts'
import { routes as identity } from './features/identity/routes.ts'
import { authenticate } from './features/identity/service.ts'
import { routes as indicators } from './features/indicators/routes.ts'
import { routes as matters } from './features/matters/routes.ts'
import { routes as ratings } from './features/ratings/routes.ts'
import { routes as registry } from './features/registry/routes.ts'
import type { Platform } from './platform/context.ts'
import { registerDocs } from './platform/docs.ts'
import { registerHealth } from './platform/health.ts'
import { mapFailures, type Route, serve } from './platform/serve.ts'

/** Every operation the server has, by feature. */
export const routes: readonly Route[] = [
  ...identity,
  ...registry,
  ...matters,
  ...ratings,
  ...followUps,
  ...files,
  ...clocks,
  ...cases,
  ...indicators,
]

/** Builds the HTTP application on a platform; the caller listens and closes. */
export function buildApp(platform: Platform): FastifyInstance {
  const app = fastify({
    loggerInstance: platform.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    trustProxy: platform.config.mode === 'production',
    forceCloseConnections: 'idle',
  })
  mapFailures(app)
  registerHealth(app, platform)
  registerDocs(app, routes)
  serve(app, platform, authenticate, routes)
  if (platform.config.webRoot) registerWeb(app, platform.config.webRoot)
  return app
}

/** Serves the h5 build; a page's own address answers with the one document that draws it. */
function registerWeb(app: FastifyInstance, root: string): void {
  app.register(fastifyStatic, {
    root,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.header('cache-control', /\.[0-9a-f]{8,}\./.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', (request, reply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
