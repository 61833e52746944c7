import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { TextArea } from '../../components/field'
import { Notice } from '../../components/notice'
import { StepForm } from '../../components/office/step-form'
import { DayField } from '../../components/pick-field'
import { useFocusOn } from '../../lib/focus'
import { PhotosField } from '../files/photos-field'
import { endStep, photoBoxOf, sendStep, stepKinds, useStep, write } from './steps/store'

const leastWords = 5

/** The step that is being taken, where the actions stood: what it asks, and what it leads to. */
export function StepPanel() {
  const doing = useStep((state) => state.doing)
  useFocusOn(doing && (stepKinds[doing.kind].asks ? 'step-words' : 'step-confirm'), doing?.kind ?? '')
  if (!doing) return null
  const { word, asks, needed, day, photos, told } = stepKinds[doing.kind]
  const dayNeeded = doing.kind === 'ask-extension'
  const missing = (needed && doing.words.trim().length < leastWords) || (dayNeeded && !doing.day)
  return (
    <StepForm title={`${word}：${doing.target.name}`} label={word}>
      {asks && (
        <TextArea
          id="step-words"
          label={asks}
          hint={needed ? `至少 ${leastWords} 个字` : '可不填'}
          value={doing.words}
          onChange={(words) => write({ words })}
          maxLength={2000}
          error={doing.failure?.fieldMessage('words')}
        />
      )}
      {day && (
        <DayField
          id="step-day"
          label={day}
          hint={dayNeeded ? '要晚于现在的期限' : '可不填，不填按 13710 重新起算'}
          placeholder="选日期"
          value={doing.day || undefined}
          onChange={(chosen) => write({ day: chosen })}
          error={doing.failure?.fieldMessage('dueDay') ?? doing.failure?.fieldMessage('untilDay')}
        />
      )}
      {photos && <PhotosField box={photoBoxOf(doing.target)} purpose="supervision-photo" max={9} label="照片附件" />}
      {doing.failure && doing.failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {doing.failure.title}。您写的内容都还在，上面已是最新的状态。
        </Notice>
      )}
      <View className="spread supervision-confirm">
        <View className="wrap">
          <Button id="step-confirm" small busy={doing.busy} disabled={missing} onPress={sendStep}>
            {`确认${word}`}
          </Button>
          <Button kind="line" small onPress={endStep}>
            先不
          </Button>
        </View>
        <View className="sub">{told}</View>
      </View>
    </StepForm>
  )
}
