import { readConfig } from '../platform/config.ts'
import { openDatabase } from '../platform/db.ts'
import { migrate } from '../platform/migrations.ts'

/** Brings the database that the configuration names up to the code's migrations. */
export async function migrateDatabase(url: string): Promise<string[]> {
  const database = openDatabase(url, 2)
  try {
    return await migrate(database.sql)
  } finally {
    await database.close()
  }
}

if (import.meta.main) {
  const ran = await migrateDatabase(readConfig().directDatabaseUrl)
  process.stdout.write(ran.length > 0 ? `已迁移：${ran.join('、')}\n` : '数据库已是最新。\n')
}
