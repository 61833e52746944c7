import { fileTypeFromBuffer } from 'file-type'
import sharp from 'sharp'
import { Problem } from '../../../platform/problem.ts'

/** A photo as it is kept: drawn anew, so that nothing of the original file but its picture is left. */
export type Photo = { bytes: Buffer; mediaType: string }

const readable = ['image/jpeg', 'image/png', 'image/webp']
const highEfficiency = ['image/heic', 'image/heif', 'image/heic-sequence', 'image/heif-sequence']
const longestSidePx = 2560
const mostPixels = 120_000_000

/**
 * Draws a photo anew: turned upright, at most 2,560 pixels long, without EXIF, position or device. What it is, is read from its
 * content, never from a name.
 */
export async function redrawPhoto(original: Buffer): Promise<Photo> {
  const type = (await fileTypeFromBuffer(original))?.mime ?? 'unknown'
  if (!readable.includes(type) && !highEfficiency.includes(type)) throw new Problem('file-type-refused')
  try {
    return await redraw(original)
  } catch {
    throw new Problem('file-type-refused', {
      detail: highEfficiency.includes(type)
        ? '这张 HEIC 照片读不出来，请在手机相机设置里选“兼容性最佳”重拍，或转成 JPG 再传'
        : '这张照片已损坏，打不开，请重新拍一张或换一张',
    })
  }
}

async function redraw(original: Buffer): Promise<Photo> {
  const picture = sharp(original, { failOn: 'error', limitInputPixels: mostPixels })
    .autoOrient()
    .resize({ width: longestSidePx, height: longestSidePx, fit: 'inside', withoutEnlargement: true })
  const { isOpaque } = await sharp(original, { limitInputPixels: mostPixels }).stats()
  if (isOpaque) return { bytes: await picture.jpeg({ quality: 82, mozjpeg: true }).toBuffer(), mediaType: 'image/jpeg' }
  return { bytes: await picture.webp({ quality: 82 }).toBuffer(), mediaType: 'image/webp' }
}
