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
  // What the residents' own phones do is not what is measured.
  const requests = task.tokens.map((claim, i) =>
    Buffer.from(postJson(task.path, { id: randomUUID(), claim, grade: gradeOf(i) })),
  )
  const todo = requests.entries()
  const start = performance.now()
  await Promise.all(connections.map((connection) => rate(connection, todo, report)))
  report.ms = performance.now() - start
  for (const connection of connections) connection.close()
  return report
}

const gradeOf = (i: number) => (i % 25 === 0 ? 2 : i % 3 === 0 ? 4 : 5)

async function rate(connection: Connection, todo: Iterable<[number, Buffer]>, report: LoadReport): Promise<void> {
  for (const [i, request] of todo) {
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
