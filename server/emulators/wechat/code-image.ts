import type { FastifyInstance } from 'fastify'
import QRCode from 'qrcode'
import { z } from 'zod'
import { jsonOf, readBody } from '../app.ts'
import { failure } from './answers.ts'
import type { WechatApp } from './people.ts'
import type { Tokens } from './tokens.ts'

const Input = z.object({
  scene: z.string().min(1).max(32),
  page: z.string().default('pages/index/index'),
  check_path: z.boolean().default(true),
  env_version: z.enum(['release', 'trial', 'develop']).default('release'),
  width: z.number().int().min(280).max(1280).default(430),
})

/**
 * 获取不限制的小程序码 (`wxacode.getUnlimited`). The answer is a PNG with an ordinary QR code that spells app, page and scene;
 * only WeChat draws the round ones. `POST /emulator/pages {pages}` says which pages are published; until then any is.
 */
export function wechatCodeImages(app: FastifyInstance, { appid }: WechatApp, tokens: Tokens): void {
  let published: string[] | null = null
  app.post('/emulator/pages', (request) => {
    published = readBody(request, z.object({ pages: z.array(z.string()).nullable() })).pages
    return { published }
  })

  app.post('/wxa/getwxacodeunlimit', async (request, reply) => {
    const wrong = tokens.faultOf(request)
    if (wrong) return failure(wrong)
    const read = Input.safeParse(jsonOf(request))
    if (!read.success) return failure(read.error.issues.some(isAboutScene) ? '40169' : '40097')
    const { scene, page, check_path, env_version, width } = read.data
    if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~]+$/.test(scene)) return failure('40129')
    if (!/^[\w-]+(\/[\w-]+)+$/.test(page)) return failure('41030')
    if (check_path && published && !published.includes(page)) return failure('41030')
    const text = `wxacode://${appid}/${page}?scene=${encodeURIComponent(scene)}&env=${env_version}`
    return reply.type('image/png').send(await QRCode.toBuffer(text, { width, type: 'png' }))
  })
}

/** A body that is no JSON object has an issue without a path, and WeChat says the same of it. */
function isAboutScene(issue: z.core.$ZodIssue): boolean {
  return issue.path.length === 0 || issue.path[0] === 'scene'
}
