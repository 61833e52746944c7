import { join } from 'node:path'
import postgres from 'postgres'
import { type Hold, holdDataFolder } from './data-folder.ts'
import { LaunchFailure } from './failure.ts'
import { findPostgres, type PostgresServer, startPostgres } from './postgres.ts'

/** The PostgreSQL of a data folder lives in this one folder of it. */
export function postgresFolder(dataFolder: string): string {
  return join(dataFolder, 'postgres')
}

const reasons: Record<string, string> = {
  ECONNREFUSED: '那里没有 PostgreSQL 在听',
  ENOTFOUND: '找不到这台主机',
  EAI_AGAIN: '找不到这台主机',
  CONNECT_TIMEOUT: '连接超时',
  '28P01': '用户名或密码不对',
  '28000': '用户名或密码不对',
  '3D000': '没有这个数据库',
}

/** One sentence when the database of DATABASE_URL can't be used; its password is never shown. */
export async function expectDatabase(url: string) {
  const parsed = URL.parse(url)
  if (!parsed || !/^postgres(ql)?:$/.test(parsed.protocol)) {
    throw new LaunchFailure('DATABASE_URL 写得不对：应为 postgres://用户:密码@主机:端口/数据库名。')
  }
  const sql = postgres(url, { max: 1, connect_timeout: 8, onnotice: () => {} })
  try {
    await sql`select 1`
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const why = reasons[code] ?? (error instanceof Error ? error.message : String(error))
    throw new LaunchFailure(
      `连不上 DATABASE_URL 指定的数据库（${parsed.host}${parsed.pathname}）：${why}，请检查这个地址。`,
    )
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** A database for one command: that of DATABASE_URL, the one that runs now, or the data folder's own for as long as it takes. */
export async function withDatabase<T>(folder: string, given: string | undefined, work: (url: string) => Promise<T>) {
  if (given) {
    await expectDatabase(given)
    return work(given)
  }
  const running = findPostgres(postgresFolder(folder))
  if (running) return work(running.url)
  const hold: Hold = await holdDataFolder(folder)
  const server: PostgresServer = await startPostgres(postgresFolder(folder))
  try {
    return await work(server.url)
  } finally {
    server.stop()
    hold.release()
  }
}
