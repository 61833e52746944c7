import type { FileView } from '@minyi/shared/files/contract.ts'
import { View } from '@tarojs/components'
import { Icon } from '../../components/icon'
import { OutLink } from '../../components/out-link'
import { Photo } from '../../components/photo'
import { fileAddress } from '../files/store'
import '../../components/photo-picker.css'

const isPdf = ({ mediaType }: FileView) => mediaType === 'application/pdf'

/** What came with an item: photos to be looked at in full, and PDFs, each beside this page and never in it. */
export function ItemFiles({ files }: { files: readonly FileView[] }) {
  const photos = files.filter((file) => !isPdf(file))
  const papers = files.filter(isPdf)
  return (
    <>
      {photos.length > 0 && (
        <View className="photos">
          {photos.map((photo, index) => (
            <View key={photo.id} className="photo">
              <OutLink address={fileAddress(photo)} className="photo-open">
                <Photo address={fileAddress(photo)} label={`第 ${index + 1} 张照片，看大图`} />
              </OutLink>
            </View>
          ))}
        </View>
      )}
      {photos.length > 0 && <View className="sub">照片 {photos.length} 张（已去除拍摄位置）</View>}
      {papers.map((paper, index) => (
        <View key={paper.id} className="line-up">
          <Icon name="document" />
          <OutLink address={fileAddress(paper)}>看第 {index + 1} 份 PDF</OutLink>
          <View className="sub">{Math.max(1, Math.round(paper.bytes / 1024))} KB，在新页面打开</View>
        </View>
      ))}
    </>
  )
}
