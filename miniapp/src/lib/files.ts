import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import Taro from '@tarojs/taro'
import { isH5 } from './platform'

/** A photo on this phone: `path` shows it, `size` is in bytes; on h5 the browser's own file comes along. */
export type LocalPhoto = { path: string; size: number; file?: File }

const hashChunkBytes = 512 * 1024

/** Camera or album; none taken when the person changed their mind. `left` were chosen beyond the limit. */
export async function choosePhotos(limit: number): Promise<{ taken: LocalPhoto[]; left: number }> {
  try {
    const { tempFiles } = await Taro.chooseImage({
      count: limit,
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    })
    const photos = tempFiles.map(({ path, size, originalFileObj }) => ({ path, size, file: originalFileObj }))
    return { taken: photos.slice(0, limit), left: Math.max(0, photos.length - limit) }
  } catch {
    return { taken: [], left: 0 }
  }
}

/** The bytes from `start`, at most `length` of them. */
export async function readBytes(photo: LocalPhoto, start: number, length: number): Promise<Uint8Array> {
  const wanted = Math.min(length, photo.size - start)
  if (photo.file) return new Uint8Array(await photo.file.slice(start, start + wanted).arrayBuffer())
  if (isH5) return new Uint8Array(await (await fetch(photo.path)).arrayBuffer()).slice(start, start + wanted)
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().readFile({
      filePath: photo.path,
      position: start,
      length: wanted,
      success: ({ data }) =>
        typeof data === 'string' ? reject(new Error('read as text')) : resolve(new Uint8Array(data)),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    })
  })
}

/** The SHA-256 of the whole photo in hex, read piece by piece so that a large one does not fill the memory. */
export async function hashOf(photo: LocalPhoto): Promise<string> {
  const hash = sha256.create()
  for (let start = 0; start < photo.size; start += hashChunkBytes) {
    hash.update(await readBytes(photo, start, hashChunkBytes))
  }
  return bytesToHex(hash.digest())
}

/** Bytes as base64, the one form in which both platforms send them. */
export function base64Of(bytes: Uint8Array): string {
  if (!isH5) return Taro.arrayBufferToBase64(bytes.slice().buffer)
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
