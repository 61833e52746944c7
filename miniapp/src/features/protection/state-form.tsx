import { listOwnClarifications } from '@minyi/shared/cases/clarifications/contract.ts'
import { listOwnStatements, statementPhotoLimit } from '@minyi/shared/cases/statements/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Card } from '../../components/card'
import { TextArea } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { call } from '../../lib/call'
import { useRemote } from '../../lib/remote'
import { toast } from '../../lib/toast'
import { PhotosField } from '../files/photos-field'
import { emptyBox, photosIn, proofsOf, usePhotos } from '../files/store'
import { PaperCard } from './clarification-paper'
import { StatementLines } from './item-protection'
import { SendForm, tooShort } from './send-form'
import { protection } from './store'

/** The accused says its side (陈述申辩), and reads what it said before. */
export function StateForm({ caseId }: { caseId: string }) {
  const own = useRemote(() => call(listOwnStatements, { caseId }), caseId)
  const [words, setWords] = useState('')
  const box = `statement-${caseId}`
  const sending = usePhotos(({ boxes }) => photosIn(boxes, box)).some(({ state }) => state === 'sending')
  const send = async () => {
    await protection.state(caseId, words, proofsOf(box))
    emptyBox(box)
    setWords('')
    toast('已提交，办理和监督人员能看到')
    await own.reload()
  }
  return (
    <Loaded from={own}>
      {({ statements, mayState }) => (
        <Card className="stack" label="陈述申辩">
          <Heading className="card-title">陈述申辩</Heading>
          {statements.map((one) => (
            <StatementLines key={one.id} statement={one} />
          ))}
          {!mayState && <View className="sub">这件已经办结，不能再陈述。</View>}
          {mayState && (
            <SendForm word="提交" missing={sending ? '照片还在上传' : tooShort(words, 10, '事实和理由')} send={send}>
              {(fault) => (
                <>
                  <TextArea
                    label="事实和理由"
                    hint="由办理和监督人员看，提交后不能改"
                    value={words}
                    onChange={setWords}
                    maxLength={2000}
                    error={fault('words')}
                  />
                  <PhotosField box={box} purpose="statement-photo" max={statementPhotoLimit} />
                </>
              )}
            </SendForm>
          )}
        </Card>
      )}
    </Loaded>
  )
}

/** What clears this unit, or this officer; nothing where there is none. */
export function OwnClarifications() {
  const own = useRemote(() => call(listOwnClarifications, { limit: 5 }), 'own-clarifications')
  const papers = own.remote.value?.rows ?? []
  if (papers.length === 0) return null
  return (
    <View className="stack padded">
      <Heading className="card-title">为本单位出具的澄清</Heading>
      {papers.map((paper) => (
        <PaperCard key={paper.id} paper={paper} />
      ))}
    </View>
  )
}
