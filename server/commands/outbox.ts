import { readConfig } from '../platform/config.ts'
import { openPlatform } from '../platform/open-platform.ts'
import { listSetAside, replaySetAside } from '../platform/set-aside.ts'

/** `outbox list` names the events that a follower failed at and went on without; `outbox replay [CONSUMER]` hands them over again. */
const [act = '', consumer] = process.argv.slice(2)
const say = (words: string) => process.stdout.write(`${words}\n`)

if (act === 'list' || act === 'replay') {
  const platform = openPlatform(readConfig(), { logLevel: 'error' })
  try {
    if (act === 'replay') {
      say(`已请求重新处理 ${await replaySetAside(platform, consumer)} 个事件，正在运行的服务几秒内会处理。`)
    } else {
      const rows = await listSetAside(platform)
      for (const row of rows) {
        say(
          `${row.consumer} ${row.topic} ${row.eventId} 发生于 ${row.at.toISOString()}，试过 ${row.tries} 次：${row.error}`,
        )
      }
      say(rows.length === 0 ? '没有搁置的事件。' : `搁置了 ${rows.length} 个事件，原因排除后可运行 outbox replay。`)
    }
  } finally {
    await platform.database.close()
  }
} else {
  process.stderr.write('用法：outbox list | outbox replay [处理方]\n')
  process.exitCode = 1
}
