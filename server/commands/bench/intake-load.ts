import { randomUUID } from 'node:crypto'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { type Connection, openConnection, postJson } from '../stand/http-connection.ts'

/**
 * The residents of the intake measurement, in a process of their own: `connections` kept alive, each sends the next rating as
 * soon as the one before is acknowledged. It reads what to do from standard input and answers with one line of JSON.
 */
const Task = z.object({ port: z.number(), path: z.string(), connections: z.number(), tokens: z.array(z.string()) })
type Task = z.infer<typeof Task>

export type LoadReport = {
  acknowledged: number
  refused: number
  unequal: number
  ms: number
  latenciesMs: number[]
}

/** One rating in a hundred is sent once more, and must get the equal receipt. */
const repeatEvery = 100

async function run(task: Task): Promise<LoadReport> {
  const report: LoadReport = { acknowledged: 0, refused: 0, unequal: 0, ms: 0, latenciesMs: [] }
  const connections = await Promise.all(Array.from({ length: task.connections }, () => openConnection(task.port)))
  let next = 0
  const take = () => (next < task.tokens.length ? next++ : null)
  const start = performance.now()
  await Promise.all(connections.map((connection) => rate(connection, task, take, report)))
  report.ms = performance.now() - start
  for (const connection of connections) connection.close()
  return report
}

async function rate(connection: Connection, task: Task, take: () => number | null, report: LoadReport): Promise<void> {
  for (let i = take(); i !== null; i = take()) {
    const grade = i % 25 === 0 ? 2 : i % 3 === 0 ? 4 : 5
    const request = postJson(task.path, { id: randomUUID(), claim: task.tokens[i], grade })
    const sent = performance.now()
    const first = await connection.call(request)
    report.latenciesMs.push(performance.now() - sent)
    if (first.status === 200) report.acknowledged += 1
    else report.refused += 1
    if (i % repeatEvery !== 0) continue
    const again = await connection.call(request)
    if (again.body !== first.body) report.unequal += 1
  }
}

if (import.meta.main) {
  const report = await run(Task.parse(JSON.parse(await text(process.stdin))))
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
