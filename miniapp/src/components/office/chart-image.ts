/** Words at a place of the drawing: percent from the left or from the top. */
export type ChartMark = { at: number; text: string; second?: string }

/** A chart as it is saved: the drawing in a square of 100 by 100, and the words around it. */
export type ChartPicture = {
  markup: string
  left: readonly ChartMark[]
  right: readonly ChartMark[]
  bottom: readonly ChartMark[]
  over?: readonly { x: number; y: number; text: string }[]
  /** Px that the words at the left need; what scales need where nothing is said. */
  leftRoom?: number
}

/** What stands over a saved chart, so that it is never shown without saying what it is of. */
export type ChartWords = { title: string; lines: readonly string[]; demo: boolean }

export const pictureSize = { width: 960, height: 560 } as const

const box = { left: 84, right: 120, top: 120, bottom: 76 } as const
const innerHeight = pictureSize.height - box.top - box.bottom
const font = 'font-family="PingFang SC, Noto Sans CJK SC, Microsoft YaHei, sans-serif"'

/** The chart with its words as one SVG of its own. */
export function chartImage(picture: ChartPicture, words: ChartWords): string {
  const { width, height } = pictureSize
  const { leftRoom: left = box.left } = picture
  const { top } = box
  const inner = { width: width - left - box.right, height: innerHeight }
  const x = (at: number) => left + (inner.width * at) / 100
  const y = (at: number) => top + (inner.height * at) / 100
  const size = `x="${left}" y="${top}" width="${inner.width}" height="${inner.height}"`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${font}>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(24, 44, words.title, { size: 24, weight: 600 }),
    ...words.lines.slice(0, 2).map((line, i) => text(24, 72 + 22 * i, line, { size: 14, fill: '#4b5563' })),
    words.demo ? demoMark(width) : '',
    `<svg ${size} viewBox="0 0 100 100" preserveAspectRatio="none" fill="none" overflow="visible">${picture.markup}</svg>`,
    ...picture.left.map((mark) => text(left - 10, y(mark.at) + 5, mark.text, { anchor: 'end' })),
    ...picture.right.map((mark) => text(left + inner.width + 10, y(mark.at) + 5, mark.text, {})),
    ...picture.bottom.flatMap((mark) => [
      text(x(mark.at), top + inner.height + 24, mark.text, { anchor: 'middle' }),
      mark.second ? text(x(mark.at), top + inner.height + 44, mark.second, { anchor: 'middle' }) : '',
    ]),
    ...(picture.over ?? []).map((mark) =>
      text(x(mark.x), y(mark.y) - 10, mark.text, { anchor: 'middle', weight: 600 }),
    ),
    '</svg>',
  ].join('')
}

type Look = { size?: number; fill?: string; weight?: number; anchor?: 'start' | 'middle' | 'end' }

function text(x: number, y: number, words: string, { size = 13, fill = '#111827', weight = 400, anchor }: Look) {
  const place = `x="${Math.round(x)}" y="${Math.round(y)}"`
  const look = `font-size="${size}" fill="${fill}" font-weight="${weight}" text-anchor="${anchor ?? 'start'}"`
  return `<text ${place} ${look}>${escaped(words)}</text>`
}

function demoMark(width: number): string {
  const frame = `<rect x="${width - 108}" y="22" width="84" height="28" rx="4" fill="none" stroke="#b45309" stroke-dasharray="4 3"/>`
  return frame + text(width - 66, 41, '演示数据', { fill: '#b45309', weight: 600, anchor: 'middle' })
}

const escaped = (words: string) => words.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
