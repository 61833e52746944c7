import { createServer } from 'node:http'

/**
 * Somebody else's server that webhooks go to, in a process of its own. `POST /behaviour {kind, code?, ms?, only?}` says what it does with
 * the next calls (`ok`, `code`, `slow`, `hang`, `drop`, `garbage`; `only`: for events of one subject, the rest is taken); `GET /got` tells
 * what it took in, in order, with headers.
 */
type Behaviour = { kind: string; code?: number; ms?: number; only?: string }

let behaviour: Behaviour = { kind: 'ok' }
const got: { headers: Record<string, unknown>; body: string; taken: boolean }[] = []

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8')
    if (request.url === '/got') return void response.end(JSON.stringify(got))
    if (request.url === '/behaviour') {
      behaviour = JSON.parse(body)
      return void response.end('{}')
    }
    const meant = behaviour.only === undefined || body.includes(behaviour.only)
    const { kind, code = 500, ms = 0 } = meant ? behaviour : { kind: 'ok' }
    got.push({ headers: request.headers, body, taken: kind === 'ok' || kind === 'slow' })
    if (kind === 'drop') return void request.socket.destroy()
    if (kind === 'garbage') return void request.socket.end('not http at all\r\n\r\n')
    if (kind === 'hang') return
    if (kind === 'redirect') response.setHeader('location', 'http://127.0.0.1:1/')
    setTimeout(() => response.writeHead(kind === 'ok' || kind === 'slow' ? 200 : code).end('{}'), ms)
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
process.once('disconnect', () => process.exit(0))
process.stdout.on('error', () => process.exit(0))
