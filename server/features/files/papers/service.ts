import { inflateSync } from 'node:zlib'
import { Problem } from '../../../platform/problem.ts'

const mostInflatedBytes = 64 * 1024 * 1024
/** What makes a document do something: scripts, programs, files inside it, forms that send themselves. */
const active = /\/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData)(?![A-Za-z])/
const locked = /\/Encrypt(?![A-Za-z])/
const unreadable = '这份 PDF 读不出来，请重新导出再传'

export const isPdf = (bytes: Buffer): boolean => bytes.subarray(0, 5).toString('latin1') === '%PDF-'

/**
 * Lets a PDF pass as it is, if it can only be read. One that is locked cannot be looked into, and one that does something is not
 * taken; names are compared as readers understand them (`/J#53` is `/JS`), also where objects are packed away.
 */
export function checkPdf(bytes: Buffer): Buffer {
  if (!bytes.subarray(-2048).includes('%%EOF')) throw refused('这份 PDF 不完整，请重新导出再传')
  for (const objects of objectsIn(bytes)) {
    if (locked.test(objects)) throw refused('这份 PDF 加了密码，请去掉密码再传')
    if (active.test(objects)) throw refused('这份 PDF 里有脚本、附件或会自己提交的表单，请另存为普通 PDF 再传')
  }
  return bytes
}

/** The objects of a document as text: what stands between its streams, and what is packed in streams of objects. */
function* objectsIn(bytes: Buffer): Generator<string> {
  const text = bytes.toString('latin1')
  const opening = />>\s*stream\r?\n/g
  let from = 0
  for (let start = opening.exec(text); start; start = opening.exec(text)) {
    const before = plainNames(text.slice(from, opening.lastIndex))
    yield before
    const end = text.indexOf('endstream', opening.lastIndex)
    if (end < 0) throw refused(unreadable)
    const own = before.slice(before.lastIndexOf(' obj'))
    if (own.includes('/ObjStm')) yield plainNames(unpacked(bytes.subarray(opening.lastIndex, end)))
    from = end
    opening.lastIndex = end
  }
  yield plainNames(text.slice(from))
}

function unpacked(packed: Buffer): string {
  try {
    return inflateSync(packed, { maxOutputLength: mostInflatedBytes }).toString('latin1')
  } catch {
    throw refused(unreadable)
  }
}

const plainNames = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

const refused = (detail: string) => new Problem('file-type-refused', { detail })
