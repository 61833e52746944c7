import { once } from 'node:events'
import { createConnection } from 'node:net'

export type Answer = { status: number; body: string }
/** One kept-alive connection that carries one request at a time; it costs little, so that the server is what is measured. */
export type Connection = { call: (request: string | Buffer) => Promise<Answer>; close: () => void }

const endOfHead = Buffer.from('\r\n\r\n')

/** The bytes of a POST with a JSON body. */
export function postJson(path: string, body: unknown): string {
  const text = JSON.stringify(body)
  const head = `POST ${path} HTTP/1.1\r\nHost: stand\r\nContent-Type: application/json`
  return `${head}\r\nContent-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`
}

/** Connects to this machine; a connection that breaks fails the call under way and every later one. */
export async function openConnection(port: number): Promise<Connection> {
  const socket = createConnection({ port, host: '127.0.0.1', noDelay: true })
  let waiting: { resolve: (answer: Answer) => void; reject: (cause: Error) => void } | undefined
  let broken: Error | undefined
  let held: Buffer = Buffer.alloc(0)
  const fail = (cause?: Error) => {
    broken ??= cause ?? new Error('the server closed the connection')
    waiting?.reject(broken)
  }
  socket.on('error', fail)
  socket.on('close', () => fail())
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const answer = readAnswer(held)
    if (!answer) return
    held = Buffer.alloc(0)
    waiting?.resolve(answer)
  })
  await once(socket, 'connect')
  return {
    call: (request) =>
      new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        if (broken) reject(broken)
        else socket.write(request)
      }),
    close: () => socket.destroy(),
  }
}

/** The whole answer, once all bytes that its content length promises are here. */
function readAnswer(bytes: Buffer): Answer | null {
  const head = bytes.indexOf(endOfHead)
  if (head < 0) return null
  const header = bytes.toString('latin1', 0, head)
  const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0)
  if (bytes.length < head + endOfHead.length + length) return null
  const body = bytes.toString('utf8', head + endOfHead.length, head + endOfHead.length + length)
  return { status: Number(header.slice(9, 12)), body }
}
