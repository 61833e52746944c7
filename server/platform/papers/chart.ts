import { readFile } from 'node:fs/promises'
import { create, type Font } from 'fontkit'
import sharp from 'sharp'
import { fontFiles } from './fonts.ts'
import type { Bar } from './paper.ts'

type Writer = (words: string, x: number, y: number, size: number) => string

export const chartSize = { width: 440, height: 200 } as const

const base = 160
const tallest = 120

/** Bars from 0 as SVG, with their values above and their names below; how words are written is handed in. */
export function drawBars(bars: readonly Bar[], write: Writer): string {
  const most = Math.max(1, ...bars.map(({ value }) => value ?? 0))
  const step = chartSize.width / Math.max(1, bars.length)
  const parts = bars.map(({ name, value, shown }, i) => {
    const middle = step * (i + 0.5)
    const height = ((value ?? 0) / most) * tallest
    const bar =
      value === null
        ? `<rect x="${middle - step * 0.28}" y="${base - 6}" width="${step * 0.56}" height="6" fill="none" stroke="#4B5563" stroke-dasharray="2 2"/>`
        : `<rect x="${middle - step * 0.28}" y="${base - height}" width="${step * 0.56}" height="${height}" fill="#374151"/>`
    const top = base - Math.max(height, value === null ? 6 : 0) - 5
    return `${bar}${write(shown, middle, top, 10)}${write(name, middle, base + 16, 10)}`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartSize.width} ${chartSize.height - 20}" width="${chartSize.width}" height="${chartSize.height - 20}">
<line x1="0" x2="${chartSize.width}" y1="${base}" y2="${base}" stroke="#111827" stroke-width="1"/>${parts.join('')}</svg>`
}

/** Words as text, for whoever has the font (the PDF embeds it). */
export const asText: Writer = (words, x, y, size) =>
  `<text x="${x}" y="${y}" font-size="${size}" font-family="body" text-anchor="middle">${words}</text>`

/** The same bars as a picture, with the words drawn as paths: no font of the machine is needed. */
export async function paintBars(bars: readonly Bar[]): Promise<Buffer> {
  const font = await chartFont()
  const svg = drawBars(bars, (words, x, y, size) => outline(font, words, { x, y, size }))
  return sharp(Buffer.from(svg), { density: 216 }).flatten({ background: '#ffffff' }).png().toBuffer()
}

function outline(font: Font, words: string, { x, y, size }: { x: number; y: number; size: number }): string {
  const { glyphs, positions, advanceWidth } = font.layout(words)
  const scale = size / font.unitsPerEm
  let pen = x - (advanceWidth * scale) / 2
  const paths = glyphs.map((glyph, i) => {
    const path = `<path transform="translate(${pen} ${y}) scale(${scale} ${-scale})" d="${glyph.path.toSVG()}"/>`
    pen += (positions[i]?.xAdvance ?? 0) * scale
    return path
  })
  return paths.join('')
}

let kept: Promise<Font> | undefined

function chartFont(): Promise<Font> {
  kept ??= readFile(fontFiles.body).then((bytes) => singleFont(create(bytes)))
  return kept
}

/** A file of one font, not a collection of several. */
function singleFont(made: ReturnType<typeof create>): Font {
  if (!('layout' in made)) throw new Error('the font of charts must be a single one')
  return made
}
