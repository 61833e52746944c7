import { phonePattern } from '@minyi/shared/identity/contract.ts'
import { addDetails, type RatingReason, type ReceiptView } from '@minyi/shared/ratings/contract.ts'
import { ratingReasonLabels } from '@minyi/shared/ratings/labels.ts'
import { isPoor, reasonsFor } from '@minyi/shared/ratings/rules.ts'
import { View } from '@tarojs/components'
import { type ReactNode, useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ManyChips } from '../../components/chip'
import { Field, TextArea, TextField } from '../../components/field'
import { Notice } from '../../components/notice'
import { FootPair } from '../../components/page'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { newId } from '../../lib/id'
import { goInstead } from '../../lib/navigate'
import { toast } from '../../lib/toast'
import { PhotosField } from '../files/photos-field'
import { PhotosShown } from '../files/photos-shown'
import { emptyBox, photosIn, proofsOf, usePhotos } from '../files/store'
import type { KeptRating } from './store'

export type ReceiptDetailsProps = {
  kept: KeptRating
  view: ReceiptView
  onSaved: (view: ReceiptView) => void
  frame: (details: ReactNode, foot: ReactNode) => ReactNode
}

const mostPhotos = 9

/** Why, in the resident's own choice of reasons, words, photos and a telephone; every one of them may be left out. */
export function ReceiptDetails({ kept, view, onSaved, frame }: ReceiptDetailsProps) {
  const box = `rating-${view.id}`
  const [reasons, setReasons] = useState<RatingReason[]>(view.reasons)
  const [words, setWords] = useState(view.words)
  const [phone, setPhone] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<CallFailure>()
  const photos = usePhotos(({ boxes }) => photosIn(boxes, box))
  const sending = photos.some(({ state }) => state === 'sending')
  const changed = words !== view.words || phone !== '' || photos.length > 0 || !sameReasons(reasons, view.reasons)
  const phoneWrong = phone !== '' && !phonePattern.test(phone)
  const save = async () => {
    setBusy(true)
    try {
      const input = { id: await newId(), ratingId: view.id, secret: kept.secret, reasons, words, photos: proofsOf(box) }
      const saved = await call(addDetails, phone ? { ...input, phone } : input)
      emptyBox(box)
      setPhone('')
      setFailure(undefined)
      onSaved(saved)
      toast('补充的内容已收到')
    } catch (error) {
      setFailure(failureFrom(error))
    }
    setBusy(false)
  }
  return frame(
    <>
      <Card className="stack">
        <Reasons view={view} values={reasons} onChange={setReasons} />
        <TextArea
          label="想说几句"
          hint="可不填"
          value={words}
          onChange={setWords}
          maxLength={500}
          placeholder="发生了什么，希望怎样改"
          error={failure?.fieldMessage('words')}
        />
        {view.photos.length > 0 && (
          <Field label="已提交的照片">
            <PhotosShown photos={view.photos} />
          </Field>
        )}
        <PhotosField box={box} purpose="rating-photo" max={mostPhotos - view.photos.length} />
      </Card>
      {isPoor(view.grade) && view.channel !== 'standing' && (
        <Card>
          <TextField
            label="留个电话，方便回访"
            hint="可不填，只有回访人员看得到"
            kind="phone"
            icon="phone"
            value={phone}
            onChange={setPhone}
            maxLength={11}
            placeholder={view.phoneLeft ? '已留电话，重填会替换' : '11 位手机号'}
            error={phoneWrong && phone.length >= 11 ? '请填写 11 位手机号' : failure?.fieldMessage('phone')}
          />
        </Card>
      )}
      {failure && (
        <Notice kind="warn" live>
          {failure.title}。评价本身已经收到，补充的内容还在这一页。
        </Notice>
      )}
    </>,
    <FootPair>
      <Button kind="line" onPress={() => goInstead('home')}>
        回首页
      </Button>
      <Button id="save-details" onPress={save} disabled={!changed || sending || phoneWrong} busy={busy}>
        {sending ? '照片还在上传…' : '补充原因'}
      </Button>
    </FootPair>,
  )
}

type ReasonsProps = { view: ReceiptView; values: RatingReason[]; onChange: (values: RatingReason[]) => void }

function Reasons({ view, values, onChange }: ReasonsProps) {
  if (view.grade >= 4 && view.reasons.length === 0) return null
  const question = isPoor(view.grade) ? '哪里不满意？' : '哪里可以更好？'
  const options = reasonsFor(view.matter?.kind ?? 'enforcement')
  return (
    <View className="stack-tight">
      <Field label={question} hint="可不填，可多选">
        <ManyChips
          label={question}
          options={options.map((value) => ({ value, word: ratingReasonLabels[value] }))}
          values={values}
          onChange={onChange}
        />
      </Field>
    </View>
  )
}

function sameReasons(one: readonly RatingReason[], other: readonly RatingReason[]): boolean {
  return one.length === other.length && one.every((reason) => other.includes(reason))
}
