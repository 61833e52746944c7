import { isKeyText } from '@minyi/shared/integrations/rules.ts'
import { ApiScope } from '@minyi/shared/platform/identity.ts'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import { routes as bulletins } from './features/bulletins/routes.ts'
import { routes as campaigns } from './features/campaigns/routes.ts'
import { routes as protection } from './features/cases/protection/routes.ts'
import { routes as cases } from './features/cases/routes.ts'
import { routes as supervisedCases } from './features/cases/supervised/routes.ts'
import { routes as clocks } from './features/clocks/routes.ts'
import { routes as duties } from './features/duties/routes.ts'
import { routes as files } from './features/files/routes.ts'
import { routes as followUps } from './features/follow-ups/routes.ts'
import { registerGeoReport } from './features/geo-report/routes.ts'
import { routes as hotspots } from './features/hotspots/routes.ts'
import { routes as identity } from './features/identity/routes.ts'
import { authenticate as authenticatePerson } from './features/identity/service.ts'
import { routes as indicators } from './features/indicators/routes.ts'
import { routes as threeRates } from './features/indicators/three-rates/routes.ts'
import { routes as integrations } from './features/integrations/routes.ts'
import { authenticateKey } from './features/integrations/service.ts'
import { routes as matters } from './features/matters/routes.ts'
import { routes as notices } from './features/notices/routes.ts'
import { routes as ratings } from './features/ratings/routes.ts'
import { routes as registry } from './features/registry/routes.ts'
import { routes as sentiment } from './features/sentiment/routes.ts'
import { routes as supervision } from './features/supervision/routes.ts'
import { routes as webhooks } from './features/webhooks/routes.ts'
import type { Platform } from './platform/context.ts'
import { registerDocs } from './platform/docs.ts'
import { registerHealth } from './platform/health.ts'
import { type Authenticate, mapFailures, type Route, serve } from './platform/serve.ts'
import { registerWeb } from './platform/web.ts'

/** Every operation the server has, by feature. */
export const routes: readonly Route[] = [
  ...bulletins,
  ...identity,
  ...registry,
  ...matters,
  ...ratings,
  ...followUps,
  ...files,
  ...clocks,
  ...cases,
  ...supervisedCases,
  ...protection,
  ...indicators,
  ...threeRates,
  ...duties,
  ...hotspots,
  ...campaigns,
  ...sentiment,
  ...supervision,
  ...notices,
  ...webhooks,
  ...integrations,
]

/** A person by their session, or another system by its key: a key opens only what is declared for keys. */
const authenticate: Authenticate = async (platform, tenant, token, operation) => {
  if (!isKeyText(token)) return authenticatePerson(platform, tenant, token, operation)
  if (!ApiScope.safeParse(operation.access).success) return { kind: 'anyone', id: null }
  return (await authenticateKey(platform, tenant, token)) ?? { kind: 'anyone', id: null }
}

/** Builds the HTTP application on a platform; the caller listens and closes. */
export function buildApp(platform: Platform): FastifyInstance {
  const app = fastify({
    loggerInstance: platform.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    trustProxy: platform.config.trustedProxies.length > 0 && platform.config.trustedProxies,
    forceCloseConnections: 'idle',
  })
  mapFailures(app)
  registerHealth(app, platform)
  registerDocs(app, routes)
  registerGeoReport(app, platform)
  serve(app, platform, authenticate, routes)
  if (platform.config.webRoot) registerWeb(app, platform, platform.config.webRoot)
  return app
}
