import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeDay } from '@minyi/server/features/indicators/closing/service.ts'
import { findPostgres, startPostgres } from '@minyi/server/launch/postgres.ts'
import { openDatabase } from '@minyi/server/platform/db.ts'
import { migrate } from '@minyi/server/platform/migrations.ts'
import { type Audience, previewFigure, publishFigure } from '@minyi/shared/indicators/published/contract.ts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { must } from '../support/factories/cases.ts'
import { rateContact } from '../support/factories/indicators.ts'
import { makeArea, makeUnit } from '../support/factories/registry.ts'
import { startServer } from '../support/server.ts'

const root = join(import.meta.dirname, '..', '..')
const dataDir = mkdtempSync(join(tmpdir(), 'minyi-figure-'))
const folder = (name: string) => join(dataDir, 'out', name)
let ids: Record<Audience, string>

/** Ratings, a closing and two published figures in the PostgreSQL of a data folder, which is stopped again. */
beforeAll(async () => {
  const postgres = await startPostgres(join(dataDir, 'postgres'), { durable: false })
  const database = openDatabase(postgres.url, 2)
  await migrate(database.sql)
  await database.close()
  const server = await startServer({ databaseUrl: postgres.url, dataDir })
  const ctx = server.as(server.east)
  const areaId = (await makeArea(ctx, { level: 'township', name: '北镇' })).id
  const units = [await makeUnit(ctx, { areaId }), await makeUnit(ctx, { areaId })] as const
  for (let i = 0; i < 40; i += 1) {
    await rateContact(server, ctx, {
      unit: units[i % 2 === 0 ? 0 : 1],
      areaId,
      grade: i % 8 === 0 ? 2 : 5,
      closedDay: '2026-06-03',
    })
  }
  await closeDay(ctx, '2026-06-11')
  server.clock.now = new Date('2026-06-12T09:00:00+08:00')
  const by = await server.staff(server.east, { permissions: ['figures.publish', 'figures.exact'] })
  const publish = async (audience: Audience) => {
    const choice = { indicatorId: 'IND-002-01', audience }
    const { asOf, rows } = await must(server.call(previewFigure, choice, by))
    const input = { id: randomUUID(), ...choice, asOf, sha256: rows.sha256 }
    return (await must(server.call(publishFigure, input, by))).id
  }
  ids = { public: await publish('public'), office: await publish('office') }
  await server.close()
  postgres.stop()
}, 120_000)
afterAll(() => rmSync(dataDir, { recursive: true }))

/** `npm run -s figure -- …` after its installation, with nothing of this product running. */
function figure(...args: string[]): Promise<{ code: number; out: string; error: string }> {
  const { PATH = '' } = process.env
  const command = [join(root, 'server/launch/command.ts'), 'figure', ...args]
  return new Promise((resolve) => {
    execFile(process.execPath, command, { env: { PATH, DATA_DIR: dataDir } }, (failure, out, error) => {
      resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, out, error })
    })
  })
}

const recompute = (dir: string) => figure('recompute', dir)

/** A copy of an exported folder in which one file was changed. */
function tampered(from: string, file: string, change: (text: string) => string): string {
  const to = folder(randomUUID())
  cpSync(folder(from), to, { recursive: true })
  writeFileSync(join(to, file), change(readFileSync(join(to, file), 'utf8')))
  return to
}

describe('npm run figure', () => {
  test('exports with the database of the data folder, which is stopped again afterwards', async () => {
    expect(await figure('export', ids.office, folder('office'))).toMatchObject({ code: 0 })
    expect(await figure('export', ids.public, folder('full'))).toMatchObject({ code: 0 })
    expect(await figure('export', ids.public, folder('open'), '--public')).toMatchObject({ code: 0 })
    expect(findPostgres(join(dataDir, 'postgres'))).toBeUndefined()
    expect(readFileSync(join(folder('open'), 'README.md'), 'utf8')).toContain('怎么用手核对')
  })

  test('recomputes the identical figure from the folder alone, from full and from open rows', async () => {
    const rates = []
    for (const name of ['office', 'full', 'open']) {
      const { code, out, error } = await recompute(folder(name))
      expect([name, code, error]).toEqual([name, 0, '复算一致：35/40，87.5%（73.9% 到 94.5%），数据不足。\n'])
      rates.push(JSON.parse(out).figure.estimate)
    }
    expect(rates[1]).toEqual(rates[2])
  })

  test('notices any one row that was changed, left out or added, and says what differs', async () => {
    const poorer = await recompute(
      tampered('office', 'rows.csv', (text) => text.replace(/,link,5,,1\n/, ',link,1,,1\n')),
    )
    expect(poorer.code).toBe(2)
    expect(poorer.error).toContain('rows.csv 的 SHA-256 不同')
    expect(poorer.error).toContain('满意份数 不同：证明里是 35，复算得 34。')
    expect(JSON.parse(poorer.out)).toMatchObject({ identical: false, figure: { estimate: { satisfied: 34 } } })
    const changes: ((text: string) => string)[] = [
      (text) => text.replace(/[^\n]*,rating,[^\n]*\n/, ''),
      (text) => text.replace(/([^\n]*,rating,[^\n]*\n)/, '$1$1'),
      (text) => text.replace('北镇', '南镇'),
      (text) => text.replace(/,eligible,([^\n]*),20\n/, ',eligible,$1,19\n'),
      (text) => `${text}\n`,
    ]
    for (const change of changes) expect((await recompute(tampered('office', 'rows.csv', change))).code).toBe(2)
    expect((await recompute(tampered('open', 'rows.csv', (text) => text.replace(',35\n', ',36\n')))).code).toBe(2)
  })

  test('notices another definition and another certificate', async () => {
    const milder = await recompute(
      tampered('full', 'definition.json', (text) => text.replace('"target": 0.9', '"target": 0.7')),
    )
    expect(milder.code).toBe(2)
    expect(milder.error).toContain('结论不同：证明里是 "insufficient"，复算得 "met"。')
    const better = (text: string) => text.replace('"satisfied": 35', '"satisfied": 39')
    expect((await recompute(tampered('full', 'certificate.json', better))).code).toBe(2)
  })

  test('says in one sentence what it cannot do', async () => {
    const refused = async (...args: string[]) => {
      const { code, error } = await figure(...args)
      return [code, error.trim().split('\n').length, error.trim()] as const
    }
    expect(await refused('export', randomUUID(), folder('none'))).toEqual([2, 1, '没有这个编号'])
    expect((await refused('export', ids.office, folder('none'), '--public'))[2]).toContain('没有向社会发布')
    expect((await refused('recompute', folder('none')))[2]).toContain('读不到证明文件')
    expect((await refused('recompute'))[2]).toContain('用法')
    const broken = tampered('office', 'rows.csv', (text) => text.replace(/,link,5,,1\n/, ',link,9,,1\n'))
    expect((await refused('recompute', broken))[2]).toMatch(/rows.csv 第 \d+ 行不合格式/)
  })
})
