import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** The text of a PDF, page by page: as `pdftotext` reads it where the machine has that, else as PDF.js does. */
export async function pdfPages(bytes: Buffer): Promise<string[]> {
  return readByPoppler(bytes) ?? (await readByPdfJs(bytes))
}

function readByPoppler(bytes: Buffer): string[] | null {
  const folder = mkdtempSync(join(tmpdir(), 'minyi-pdf-'))
  try {
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, bytes)
    const { status, stdout } = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    return status === 0 ? stdout.split('\f').slice(0, -1) : null
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function readByPdfJs(bytes: Buffer): Promise<string[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await loading.promise
  const pages: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent()
    pages.push(items.map((item) => ('str' in item ? item.str : '')).join(''))
  }
  await loading.destroy()
  return pages
}

/** Where each link of a PDF leads, as a name; `known`: the names that lead somewhere. */
export async function pdfLinks(bytes: Buffer): Promise<{ links: string[]; known: string[] }> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0 })
  const document = await loading.promise
  const links: string[] = []
  for (let number = 1; number <= document.numPages; number += 1) {
    const found: { subtype?: string; dest?: unknown }[] = await (await document.getPage(number)).getAnnotations()
    links.push(...found.flatMap(({ subtype, dest }) => (subtype === 'Link' && typeof dest === 'string' ? [dest] : [])))
  }
  const places = await Promise.all([...new Set(links)].map(async (name) => [name, await document.getDestination(name)]))
  await loading.destroy()
  return { links, known: places.flatMap(([name, place]) => (place && typeof name === 'string' ? [name] : [])) }
}
