import type { FileView } from '@minyi/shared/files/contract.ts'
import { View } from '@tarojs/components'
import { Photo } from '../../components/photo'
import { fileAddress } from './store'
import '../../components/photo-picker.css'

/** Photos that belong to something already sent. */
export function PhotosShown({ photos }: { photos: readonly FileView[] }) {
  if (photos.length === 0) return null
  return (
    <View className="photos">
      {photos.map((photo, index) => (
        <View key={photo.id} className="photo">
          {photo.mediaType === 'application/pdf' ? (
            <View className="photo-sending">PDF</View>
          ) : (
            <Photo address={fileAddress(photo)} label={`已提交的第 ${index + 1} 张照片`} />
          )}
        </View>
      ))}
    </View>
  )
}
