import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { writeSpreadsheet } from '@minyi/server/platform/spreadsheet.ts'

/** Writes a table of many rows to nowhere, and tells by how many megabytes the process has grown at its largest. */
const [format = 'csv', wanted = '100000'] = process.argv.slice(2)
const rows = Number(wanted)

async function* lines() {
  for (let row = 0; row < rows; row += 1) yield Array.from({ length: 14 }, (_, cell) => `单元格内容 ${row} ${cell}`)
}

const before = process.memoryUsage().rss
let most = before
const timer = setInterval(() => {
  most = Math.max(most, process.memoryUsage().rss)
}, 20)
const headings = Array.from({ length: 14 }, (_, cell) => `第${cell + 1}列`)
const { body } = await writeSpreadsheet('长表', format === 'csv' ? 'csv' : 'xlsx', headings, lines())
const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
if (!Buffer.isBuffer(body)) await pipeline(body, nowhere)
clearInterval(timer)
process.send?.({ rows, grownMb: Math.round((most - before) / 1e6) })
process.disconnect?.()
