import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Platform } from './context.ts'
import { listTenants } from './tenants.ts'

/** Serves the h5 build; a page's own address answers with the one document that draws it, for the place it is served for. */
export function registerWeb(app: FastifyInstance, platform: Platform, root: string): void {
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
  app.get('/*', async (request, reply: FastifyReply) => {
    if (request.url.startsWith('/api/')) return reply.callNotFound()
    const [document, slug] = await Promise.all([readFile(join(root, 'index.html'), 'utf8'), servedSlug(platform)])
    return reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(slug ? speakingFor(document, slug) : document)
  })
}

/**
 * The place whose pages these are: the one that is named, else the only one there is, else the one the build names, as also while
 * the database is away: a page can say so, a failed document cannot.
 */
async function servedSlug(platform: Platform): Promise<string | undefined> {
  if (platform.config.webTenant) return platform.config.webTenant
  const [only, ...more] = await listTenants(platform).catch(() => [])
  return more.length === 0 ? only?.slug : undefined
}

/** A slug is made of letters, digits and hyphens, so it can stand in a script as it is. */
const speakingFor = (document: string, slug: string) =>
  document.replace(
    '</title>',
    `</title>\n  <script>window.__MINYI__={tenant:"${slug.replace(/[^a-z0-9-]/g, '')}"}</script>`,
  )
