import type { FastifyInstance } from 'fastify'
import { emulatorApp } from '../app.ts'
import { movableClock } from '../clock.ts'
import { injectableFaults } from '../faults.ts'
import { wechatCodeImages } from './code-image.ts'
import { wechatContentChecks } from './content.ts'
import { wechatMessages } from './messages.ts'
import { type WechatApp, wechatPeople } from './people.ts'
import { wechatTokens } from './tokens.ts'

/** WeChat's server API for one mini-program, as far as this product calls it, with WeChat's rules and error codes. */
export function wechatEmulator(credentials: WechatApp): FastifyInstance {
  const app = emulatorApp()
  injectableFaults(app)
  const clock = movableClock(app)
  const people = wechatPeople(app, credentials, clock)
  const tokens = wechatTokens(app, credentials, clock)
  wechatCodeImages(app, credentials, tokens)
  const { checked } = wechatContentChecks(app, { tokens, people, clock })
  const { sent } = wechatMessages(app, { tokens, people, clock })
  app.get('/emulator/sent', () => ({ messages: sent, mediaChecks: checked }))
  return app
}
