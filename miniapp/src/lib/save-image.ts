import { isH5 } from './platform'

/** Whether this platform can hand a picture of a chart to the reader; WeChat offers the table instead. */
export const savesImages = isH5

const density = 2

/** Draws an SVG to a PNG and saves it under this name; false when the browser cannot. */
export async function saveImage(svg: string, size: { width: number; height: number }, name: string): Promise<boolean> {
  if (!isH5) return false
  try {
    const image = new Image()
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = size.width * density
    canvas.height = size.height * density
    const pen = canvas.getContext('2d')
    if (!pen) return false
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    if (!blob) return false
    const link = document.createElement('a')
    link.href = window.URL.createObjectURL(blob)
    link.download = `${name}.png`
    link.click()
    setTimeout(() => window.URL.revokeObjectURL(link.href), 10_000)
    return true
  } catch {
    return false
  }
}
