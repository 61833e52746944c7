import { importances } from '@minyi/shared/supervision/contract.ts'
import { importanceLabels, orderSourceLabels } from '@minyi/shared/supervision/labels.ts'
import { letterKinds } from '@minyi/shared/supervision/letters/contract.ts'
import { letterKindLabels } from '@minyi/shared/supervision/letters/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Chips } from '../../components/chip'
import { Field, TextArea, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Notice } from '../../components/notice'
import { ItemColumn } from '../../components/office/item-column'
import { DayField } from '../../components/pick-field'
import { useFocusOn } from '../../lib/focus'
import { SupervisedCard } from './supervised-card'
import { UnitsField } from './units-field'
import { endWriting, sendWriting, useWriting, writeLetter, writeOrder } from './writing/store'

/** A new order or letter, in the place of the item. */
export function WritingPanel({ onBack }: { onBack: (() => void) | undefined }) {
  const { what, origin } = useWriting()
  useFocusOn(what === 'order' ? 'order-title' : 'letter-title', what ?? '')
  return (
    <ItemColumn onBack={onBack} foot={<WritingFoot />}>
      <Heading level={2} className="item-title">
        {what === 'order' ? '开督办件' : '发监督函'}
      </Heading>
      {origin.caseId && (
        <>
          <SupervisedCard caseId={origin.caseId} />
          <Notice kind="warn">
            承办单位只能看到它本来就看得到的民意件。编号、原话和诉求人信息不要写进下面的内容，写了系统会拦下。
          </Notice>
        </>
      )}
      {origin.of && (
        <Notice kind="warn">
          来自{orderSourceLabels[origin.of.source]}“{origin.of.name}
          ”。承办单位不会知道来源，精确的数字也不要写进下面的内容。
        </Notice>
      )}
      {what === 'order' ? <OrderForm byHand={!origin.caseId && !origin.of} /> : <LetterForm />}
    </ItemColumn>
  )
}

function OrderForm({ byHand }: { byHand: boolean }) {
  const { order, failure } = useWriting()
  const wrong = (path: string) => failure?.fieldMessage(path)
  return (
    <Card className="stack writing-form" label="督办件">
      {byHand && (
        <>
          <Field label="来源">
            <Chips
              label="来源"
              options={(['instruction', 'inspection'] as const).map((value) => ({
                value,
                word: orderSourceLabels[value],
              }))}
              value={order.source}
              onChange={(source) => writeOrder({ source })}
            />
          </Field>
          <TextField
            label={order.source === 'instruction' ? '批示内容' : '立项依据'}
            hint="可不填，承办单位看不到"
            value={order.sourceWords}
            maxLength={200}
            onChange={(sourceWords) => writeOrder({ sourceWords })}
          />
        </>
      )}
      <TextField
        id="order-title"
        label="标题"
        value={order.title}
        maxLength={60}
        onChange={(title) => writeOrder({ title })}
        error={wrong('title')}
      />
      <TextArea
        label="要求：办什么、办到什么程度"
        value={order.demand}
        maxLength={2000}
        onChange={(demand) => writeOrder({ demand })}
        error={wrong('demand')}
      />
      <Field label="重要程度" hint="决定 13710 的办结期限">
        <Chips
          label="重要程度"
          options={importances.map((value) => ({
            value,
            word: importanceLabels[value].title,
            meaning: importanceLabels[value].plain,
          }))}
          value={order.importance}
          onChange={(importance) => writeOrder({ importance })}
        />
      </Field>
      {order.importance === 'major' && (
        <DayField
          label="定到哪一天办结"
          hint="可不填，不填为 1 个月"
          placeholder="选日期"
          value={order.plannedDay || undefined}
          onChange={(plannedDay) => writeOrder({ plannedDay })}
          error={wrong('plannedDay')}
        />
      )}
      <UnitsField
        label="承办单位"
        values={order.unitIds}
        onChange={(unitIds) => writeOrder({ unitIds })}
        error={wrong('unitIds')}
      />
    </Card>
  )
}

function LetterForm() {
  const { letter, failure } = useWriting()
  const wrong = (path: string) => failure?.fieldMessage(path)
  return (
    <Card className="stack writing-form" label="监督函">
      <Field label="文种">
        <Chips
          label="文种"
          options={letterKinds.map((value) => ({
            value,
            word: letterKindLabels[value].title,
            meaning: letterKindLabels[value].plain,
          }))}
          value={letter.kind}
          onChange={(kind) => writeLetter({ kind })}
        />
      </Field>
      <UnitsField
        one
        label="发给"
        values={letter.unitIds}
        onChange={(unitIds) => writeLetter({ unitIds })}
        error={wrong('unitId')}
      />
      <TextField
        id="letter-title"
        label="标题"
        value={letter.title}
        maxLength={60}
        onChange={(title) => writeLetter({ title })}
        error={wrong('title')}
      />
      <TextArea
        label="事实"
        value={letter.facts}
        maxLength={4000}
        onChange={(facts) => writeLetter({ facts })}
        error={wrong('facts')}
      />
      <TextArea
        label="整改要求"
        value={letter.requirements}
        maxLength={4000}
        onChange={(requirements) => writeLetter({ requirements })}
        error={wrong('requirements')}
      />
      <TextArea
        label="依据"
        value={letter.legalBasis}
        maxLength={2000}
        onChange={(legalBasis) => writeLetter({ legalBasis })}
        error={wrong('legalBasis')}
      />
    </Card>
  )
}

function WritingFoot() {
  const { what, order, letter, busy, failure } = useWriting()
  const isOrder = what === 'order'
  const missing = isOrder
    ? order.title.trim().length < 4 || order.demand.trim().length < 10 || order.unitIds.length === 0
    : letter.title.trim().length < 4 || letter.facts.trim().length < 10 || letter.unitIds.length === 0
  return (
    <View className="writing-foot">
      {failure && failure.fields.length === 0 && (
        <Notice kind="warn" live>
          {failure.title}。写的内容都还在。
        </Notice>
      )}
      <View className="spread supervision-confirm">
        <View className="wrap">
          <Button small busy={busy} disabled={missing} onPress={sendWriting}>
            {isOrder ? '交办' : '编号并送达'}
          </Button>
          <Button kind="line" small onPress={endWriting}>
            先不
          </Button>
        </View>
        <View className="sub">
          {isOrder ? '交办后由您一人销号，承办的人不能销号' : '送达后按规定的期限改正并报告，单位可提一次异议'}
        </View>
      </View>
    </View>
  )
}
