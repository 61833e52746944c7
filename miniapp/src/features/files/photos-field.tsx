import type { FilePurpose } from '@minyi/shared/files/contract.ts'
import { useEffect } from 'react'
import { PhotoPicker } from '../../components/photo-picker'
import type { LocalPhoto } from '../../lib/files'
import { addPhotos, type Photo, photosIn, removePhoto, restorePhotos, sendPhoto, usePhotos } from './store'

export type PhotosFieldProps = { box: string; purpose: FilePurpose; max: number; label?: string }

/** Photos that travel while the rest is being written; each shows how far it is, and a failed one goes on with one tap. */
export function PhotosField({ box, purpose, max, label = '照片' }: PhotosFieldProps) {
  const photos = usePhotos(({ boxes }) => photosIn(boxes, box))
  useEffect(() => {
    restorePhotos(box)
  }, [box])
  const update = (wanted: LocalPhoto[]) => {
    for (const photo of photos) if (!wanted.includes(photo)) removePhoto(box, photo.id)
    const added = wanted.filter((photo) => !photos.some((known) => known === photo))
    if (added.length > 0) addPhotos(box, purpose, added)
  }
  const failed = photos.find(({ state }) => state === 'failed')
  return (
    <PhotoPicker
      label={label}
      photos={photos}
      max={max}
      onChange={update}
      error={failed && `有照片没有传上：${failed.reason ?? '请点照片重传'}`}
      sending={(photo) => sendingOf(photos, photo, box, purpose)}
    />
  )
}

function sendingOf(photos: Photo[], shown: LocalPhoto, box: string, purpose: FilePurpose) {
  const photo = photos.find((one) => one === shown)
  if (!photo || photo.state === 'sent') return undefined
  if (photo.state === 'sending') return { words: `${Math.round(100 * photo.share)}%` }
  return { words: '重传', again: () => sendPhoto(box, purpose, photo.id) }
}
