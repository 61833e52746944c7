import { View } from '@tarojs/components'
import { useEffect } from 'react'
import { Button } from '../../components/button'
import { Field } from '../../components/field'
import { Icon } from '../../components/icon'
import { choosePdf } from '../../lib/choose-sheet'
import { addPhotos, type Photo, photosIn, removePhoto, restorePhotos, sendPhoto, usePhotos } from './store'

const purpose = 'case-photo'

/** PDFs such as a decision or a notice, beside the photos; each travels while the rest is being written. */
export function PapersField({ box, max }: { box: string; max: number }) {
  const papers = usePhotos(({ boxes }) => photosIn(boxes, box))
  useEffect(() => {
    restorePhotos(box)
  }, [box])
  const add = async () => {
    const paper = await choosePdf()
    if (paper) await addPhotos(box, purpose, [paper])
  }
  return (
    <Field label="PDF 材料" hint={`可不传，最多 ${max} 份，例如决定书、通知书`}>
      <View className="stack-tight">
        {papers.map((paper, index) => (
          <View key={paper.id} className="spread">
            <View className="line-up grow">
              <Icon name="document" />
              <View>
                第 {index + 1} 份，{Math.max(1, Math.round(paper.size / 1024))} KB，{stateWords(paper)}
              </View>
            </View>
            {paper.state === 'failed' && (
              <Button kind="word" narrow onPress={() => sendPhoto(box, purpose, paper.id)}>
                重传
              </Button>
            )}
            <Button kind="word" narrow label={`去掉第 ${index + 1} 份 PDF`} onPress={() => removePhoto(box, paper.id)}>
              去掉
            </Button>
          </View>
        ))}
        {papers.length < max && (
          <Button kind="line" icon="plus" narrow onPress={add}>
            加一份 PDF
          </Button>
        )}
        <View className="sub">PDF 里写了姓名电话的，经办的人看得到；不想让人知道的请先涂掉。</View>
      </View>
    </Field>
  )
}

function stateWords({ state, share, reason }: Photo): string {
  if (state === 'sent') return '已传上'
  return state === 'failed' ? (reason ?? '没有传上') : `正在传 ${Math.round(100 * share)}%`
}
