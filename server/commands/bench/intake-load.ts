import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { z } from 'zod'

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
const end = Buffer.from('\r\n\r\n')

async function run(task: Task): Promise<LoadReport> {
  const report: LoadReport = { acknowledged: 0, refused: 0, unequal: 0, ms: 0, latenciesMs: [] }
  const sockets = await Promise.all(Array.from({ length: task.connections }, () => connect(task.port)))
  let next = 0
  const take = () => (next < task.tokens.length ? next++ : null)
  const start = performance.now()
  await Promise.all(sockets.map((socket) => rate(socket, task, take, report)))
  report.ms = performance.now() - start
  for (const socket of sockets) socket.destroy()
  return report
}

async function rate(socket: Socket, task: Task, take: () => number | null, report: LoadReport): Promise<void> {
  const call = caller(socket)
  for (let i = take(); i !== null; i = take()) {
    const grade = i % 25 === 0 ? 2 : i % 3 === 0 ? 4 : 5
    const body = JSON.stringify({ id: randomUUID(), claim: task.tokens[i], grade })
    const request = `POST ${task.path} HTTP/1.1\r\nHost: stand\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
    const sent = performance.now()
    const first = await call(request)
    report.latenciesMs.push(performance.now() - sent)
    if (first.status === 200) report.acknowledged += 1
    else report.refused += 1
    if (i % repeatEvery !== 0) continue
    const again = await call(request)
    if (again.body !== first.body) report.unequal += 1
  }
}

async function connect(port: number): Promise<Socket> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  return socket
}

type Answer = { status: number; body: string }

/** One request at a time over one connection; answers come with a content length. */
function caller(socket: Socket): (request: string) => Promise<Answer> {
  let waiting: { resolve: (answer: Answer) => void; reject: (cause: Error) => void } | undefined
  let held: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const head = held.indexOf(end)
    if (head < 0) return
    const header = held.toString('latin1', 0, head)
    const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0)
    if (held.length < head + 4 + length) return
    const answer = { status: Number(header.slice(9, 12)), body: held.toString('utf8', head + 4, head + 4 + length) }
    held = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  const fail = () => waiting?.reject(new Error('the server closed the connection'))
  socket.on('error', fail)
  socket.on('close', fail)
  return (request) =>
    new Promise((resolve, reject) => {
      waiting = { resolve, reject }
      socket.write(request)
    })
}

if (import.meta.main) {
  const report = await run(Task.parse(JSON.parse(await text(process.stdin))))
  process.stdout.write(`${JSON.stringify(report)}\n`)
}
