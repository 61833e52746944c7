import { View } from '@tarojs/components'
import { choosePhotos, type LocalPhoto } from '../lib/files'
import { toast } from '../lib/toast'
import { Field } from './field'
import { Icon } from './icon'
import { Photo } from './photo'
import { Press } from './press'
import './photo-picker.css'

export type PhotoPickerProps = {
  label: string
  hint?: string
  photos: readonly LocalPhoto[]
  max: number
  onChange: (photos: LocalPhoto[]) => void
  error?: string
  /** How far a photo has been sent, over the photo; with `again` it failed and can be sent once more. */
  sending?: (photo: LocalPhoto) => { words: string; again?: () => void } | undefined
}

/** Up to `max` photos from camera or album, each removed by a full target over its small mark. */
export function PhotoPicker({ label, hint, photos, max, onChange, error, sending }: PhotoPickerProps) {
  const add = async () => {
    const { taken, left } = await choosePhotos(max - photos.length)
    onChange([...photos, ...taken])
    if (left > 0) toast(`最多 ${max} 张，多选的 ${left} 张没有放进来`)
  }
  return (
    <Field label={label} hint={hint ?? `可不传，最多 ${max} 张`} error={error}>
      <View className="photos">
        {photos.map((photo, index) => (
          <View key={photo.path} className="photo">
            <Photo address={photo.path} label={`第 ${index + 1} 张照片`} />
            <Press
              className="photo-remove"
              label={`去掉第 ${index + 1} 张照片`}
              onPress={() => onChange(photos.filter((other) => other !== photo))}
            >
              <View className="photo-cut">
                <Icon name="close" size={12} />
              </View>
            </Press>
            <Sending state={sending?.(photo)} index={index} />
          </View>
        ))}
        {photos.length < max && (
          <Press className="photo photo-add" onPress={add}>
            <Icon name="camera" size={24} />
            <View>拍照、相册</View>
          </Press>
        )}
      </View>
      <View className="sub">照片里的位置和设备信息会自动去掉</View>
    </Field>
  )
}

function Sending({ state, index }: { state: { words: string; again?: () => void } | undefined; index: number }) {
  if (!state) return null
  if (!state.again) return <View className="photo-sending">{state.words}</View>
  return (
    <Press className="photo-sending photo-again" label={`第 ${index + 1} 张没有传上，点按重传`} onPress={state.again}>
      {state.words}
    </Press>
  )
}
