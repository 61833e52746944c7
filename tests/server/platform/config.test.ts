import { readConfig } from '@minyi/server/platform/config.ts'
import { describe, expect, it } from 'vitest'
import { startServer } from '../../support/server.ts'

const env = { DATABASE_URL: 'postgres://own', MINYI_MASTER_KEY: 'a'.repeat(64) }

describe('a setting that is wrong', () => {
  it.each([
    ['MODE', 'prod', 'MODE 只能是 demo、production、test，现在是 prod。'],
    ['PORT', '80a', 'PORT 应是 0 到 65535 的整数，现在是 80a。'],
    ['POOL_SIZE', '0', 'POOL_SIZE 应是 2 到 1000 的整数，现在是 0。'],
    ['INTAKE_QUEUE_LIMIT', 'many', 'INTAKE_QUEUE_LIMIT 应是 1 到 1000000 的整数，现在是 many。'],
    ['MINYI_ENCRYPTION', 'sm4', 'MINYI_ENCRYPTION 只能是 aes、sm，现在是 sm4。'],
    ['MINYI_MASTER_KEY', 'short', 'MINYI_MASTER_KEY 应是 64 位十六进制。'],
    ['TRUSTED_PROXIES', '10.0.0.1, proxy', 'TRUSTED_PROXIES 应是代理的地址或网段，用逗号分开，其中 proxy 不是。'],
  ])('is one sentence and never taken for another: %s=%s', (name, value, sentence) => {
    expect(() => readConfig({ ...env, [name]: value })).toThrow(sentence)
  })

  it('is no setting that is empty', () => {
    const empty = { MODE: '', PORT: '', POOL_SIZE: '', MINYI_ENCRYPTION: '', RUN_JOBS: '', TRUSTED_PROXIES: '' }
    const { mode, port, poolSize, encryption, runsJobs, trustedProxies } = readConfig({ ...env, ...empty })
    const usual = { mode: 'demo', port: 3000, poolSize: 20, encryption: 'aes', runsJobs: true, trustedProxies: [] }
    expect({ mode, port, poolSize, encryption, runsJobs, trustedProxies }).toEqual(usual)
  })
})

describe('the address that limits count by', () => {
  it('is what a trusted proxy says, and never what a caller says', async () => {
    const server = await startServer({ env: { TRUSTED_PROXIES: '127.0.0.1,10.1.0.0/16' } })
    const { sql } = server.platform.database
    const seen = async (remoteAddress: string, forwarded: string) => {
      await sql`delete from attempts`
      const payload = { login: 'nobody', password: 'nothing' }
      const headers = { 'x-forwarded-for': forwarded }
      await server.app.inject({ method: 'POST', url: '/api/east/sessions/staff', remoteAddress, headers, payload })
      const [row] = await sql<{ key: string }[]>`select key from attempts`
      return row?.key
    }
    expect(await seen('127.0.0.1', '203.0.113.7')).toBe('203.0.113.7')
    expect(await seen('127.0.0.1', '198.51.100.1, 203.0.113.7, 10.1.2.3')).toBe('203.0.113.7')
    expect(await seen('203.0.113.9', '198.51.100.1')).toBe('203.0.113.9')
    await server.close()
  })
})
