import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { holdDataFolder } from '@minyi/server/launch/data-folder.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort, launchToEnd } from '../support/launcher.ts'

const folder = mkdtempSync(join(tmpdir(), 'minyi-refusals-'))
let port = ''

beforeAll(async () => {
  port = String(await freePort())
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('npm start says in one sentence what is wrong', () => {
  test('when another start uses the data folder', async () => {
    const hold = await holdDataFolder(folder)
    const { code, sentences } = await refused({})
    hold.release()
    expect(code).toBe(1)
    expect(sentences).toEqual([expect.stringContaining(`正由另一次启动使用（进程号 ${process.pid}）`)])
  })

  test('when the port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(Number(port), '127.0.0.1', resolve))
    const { code, sentences } = await refused({})
    await new Promise((resolve) => other.close(resolve))
    expect(code).toBe(1)
    expect(sentences).toEqual([`✗ 端口 ${port} 已被别的程序占用：请停止它，或用 PORT 另选一个端口。`])
  })

  test('when the data folder can not be written', async () => {
    const { code, sentences } = await refused({ DATA_DIR: '/proc/minyi' })
    expect(code).toBe(1)
    expect(sentences).toEqual([expect.stringContaining('数据目录 /proc/minyi 不能写入')])
  })

  test('when the data folder belongs to somebody else', async () => {
    const { code, sentences } = await refused({ DATA_DIR: '/usr/minyi' }, asNobody())
    expect(code).toBe(1)
    expect(sentences).toEqual([expect.stringContaining('数据目录 /usr/minyi 不能写入（EACCES）')])
  })

  test.each([
    ['nobody listens there', 'postgres://minyi:geheim@127.0.0.1:1/minyi', '那里没有 PostgreSQL 在听'],
    ['the host does not exist', 'postgres://minyi:geheim@minyi.invalid/minyi', '找不到这台主机'],
    ['it is no address', 'localhost', 'DATABASE_URL 写得不对'],
  ])('when DATABASE_URL is wrong: %s', async (_, url, words) => {
    const { code, sentences, output } = await refused({ DATABASE_URL: url })
    expect(code).toBe(1)
    expect(sentences).toEqual([expect.stringContaining(words)])
    expect(output).not.toContain('geheim')
  })

  test.each([
    ...['DATABASE_URL', 'MINYI_MASTER_KEY', 'PUBLIC_URL', 'WECHAT_APPID', 'WECHAT_SECRET'],
    ...['SMS_ACCESS_KEY_ID', 'SMS_ACCESS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_CODE'],
    ...['SMS_CLAIM_TEMPLATE_CODE', 'SMS_NOTICE_TEMPLATE_CODE'],
  ])('when %s is missing in production', async (name) => {
    const { code, sentences } = await refused({ ...complete(), [name]: '' })
    expect(code).toBe(1)
    expect(sentences).toEqual([expect.stringContaining(`缺少环境变量 ${name}（`)])
  })
})

test('npm start takes no setting for another that it does not know', async () => {
  const { code, sentences } = await refused({ ...complete(), MINYI_ENCRYPTION: 'sm4' })
  expect(code).toBe(1)
  expect(sentences).toEqual(['✗ MINYI_ENCRYPTION 只能是 aes、sm，现在是 sm4。'])
})

async function refused(env: Record<string, string>, prefix: string[] = []) {
  const { code, output } = await launchToEnd({ env: { DATA_DIR: folder, PORT: port, ...env }, prefix })
  return { code, output, sentences: output.split('\n').filter((line) => line.startsWith('✗')) }
}

/** Reads the sources wherever they lie, as the owner of nothing. An ordinary user is somebody else already. */
function asNobody() {
  if (process.getuid?.() !== 0) return []
  const reading = [
    '--securebits=+no_setuid_fixup',
    '--inh-caps=-all,+dac_read_search',
    '--ambient-caps=-all,+dac_read_search',
  ]
  return ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', ...reading]
}

function complete() {
  return {
    MODE: 'production',
    DATABASE_URL: 'postgres://minyi:geheim@127.0.0.1:1/minyi',
    MINYI_MASTER_KEY: 'a'.repeat(64),
    PUBLIC_URL: 'https://minyi.invalid',
    WECHAT_APPID: 'wx0',
    WECHAT_SECRET: 'geheim',
    SMS_ACCESS_KEY_ID: 'key',
    SMS_ACCESS_KEY_SECRET: 'geheim',
    SMS_SIGN_NAME: '民意',
    SMS_TEMPLATE_CODE: 'SMS_1',
    SMS_CLAIM_TEMPLATE_CODE: 'SMS_2',
    SMS_NOTICE_TEMPLATE_CODE: 'SMS_3',
  }
}
