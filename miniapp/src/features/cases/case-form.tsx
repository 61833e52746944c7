import {
  type Conduct,
  caseKinds,
  conducts,
  type IdentityLevel,
  photoLimit,
  textLimit,
} from '@minyi/shared/cases/contract.ts'
import { caseKindLabels, caseKindMeanings, conductLabels } from '@minyi/shared/cases/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { type ChipOption, Chips } from '../../components/chip'
import { Field, TextArea, TextField } from '../../components/field'
import { PapersField } from '../files/papers-field'
import { PhotosField } from '../files/photos-field'
import { photosIn, usePhotos } from '../files/store'
import { CheckInsChoice } from './check-ins-choice'
import { LawChoice } from './law-choice'
import { PlaceFields, TimeFields } from './place-and-time'
import { type Draft, paperBox, photoBox, write } from './store'
import { UnitChoice } from './unit-choice'

/** Of all that may be sent with an item, so many are PDFs. */
const paperLimit = 3

type OpenedKind = (typeof caseKinds)[number]

const kinds: readonly ChipOption<OpenedKind>[] = caseKinds.map((value) => ({
  value,
  word: caseKindLabels[value],
  meaning: caseKindMeanings[value],
}))
const conductChips: readonly ChipOption<Conduct>[] = conducts.map((value) => ({
  value,
  word: conductLabels[value].title,
  meaning: conductLabels[value].plain,
}))

/** How each kind is asked for its words, and an example of them. */
const questions: Record<OpenedKind, readonly [string, string]> = {
  complaint: ['发生了什么事？', '时间、经过、找过谁、希望怎样解决'],
  report: ['您要举报什么事？', '谁、什么时候、做了什么，有什么线索'],
  enquiry: ['您想问什么？', '想办什么事、哪里不明白'],
  opinion: ['您的意见或建议', '哪件事，希望怎样改'],
  help: ['需要什么帮助？', '遇到什么难处、希望怎样帮'],
  praise: ['您想表扬谁？', '谁、做了什么好事'],
}

/** What is asked of each kind; every word is kept on this phone as it is written. */
export function CaseForm({ draft }: { draft: Draft }) {
  const complaint = draft.kind === 'complaint'
  const papers = usePhotos(({ boxes }) => photosIn(boxes, paperBox(draft.entry)).length)
  const [question, example] = questions[draft.kind ?? 'complaint']
  return (
    <>
      {draft.entry === 'legislative' && <LawChoice draft={draft} />}
      {(draft.entry === 'general' || draft.entry === 'business') && (
        <Card>
          <Field label="是哪一类？">
            <Chips label="是哪一类？" options={kinds} value={draft.kind} onChange={(kind) => write({ kind })} />
          </Field>
        </Card>
      )}
      {complaint && <ConductCard draft={draft} />}
      <Card>
        <TextArea
          label={question}
          id="case-text"
          value={draft.text}
          onChange={(text) => write({ text })}
          maxLength={textLimit}
          placeholder={example}
        />
      </Card>
      {(complaint || draft.kind === 'report') && (
        <Card flush>
          <UnitChoice draft={draft} />
        </Card>
      )}
      <Card className="stack">
        <PlaceFields draft={draft} />
        <TimeFields draft={draft} />
      </Card>
      <Card>
        <PhotosField box={photoBox(draft.entry)} purpose="case-photo" max={photoLimit - papers} />
      </Card>
      <Card>
        <PapersField box={paperBox(draft.entry)} max={paperLimit} />
      </Card>
      <ContactCard draft={draft} />
      {(complaint || draft.kind === 'report') && (
        <Card className="stack-tight" label="报复回访">
          <CheckInsChoice on={draft.checkIns ?? false} onChange={(checkIns) => write({ checkIns })} />
        </Card>
      )}
    </>
  )
}

function ConductCard({ draft }: { draft: Draft }) {
  const question = draft.entry === 'stuck' ? '办不成，是哪一类问题？' : '执法出了什么问题？'
  return (
    <Card>
      <Field label={question}>
        <Chips
          label={question}
          options={conductChips}
          value={draft.conduct}
          onChange={(conduct) => write({ conduct })}
        />
      </Field>
    </Card>
  )
}

const whoSees: Record<IdentityLevel, string> = {
  public: '承办单位看得到，方便直接找您。',
  supervisor: '只有监督机构看得到，被投诉单位看不到。',
  sealed: '加密封存，启封才看得到，每次启封都会告诉您。',
}

function ContactCard({ draft }: { draft: Draft }) {
  return (
    <Card className="stack">
      <View>
        <View className="strong">怎样联系您</View>
        <View className="sub">可不填，不填也照样办理。{draft.identity && whoSees[draft.identity]}</View>
      </View>
      <TextField
        label="怎么称呼"
        hint="可不填"
        icon="person"
        id="contact-name"
        value={draft.name}
        onChange={(name) => write({ name })}
        maxLength={30}
        placeholder="例如：王女士"
        autoComplete="name"
      />
      <TextField
        label="电话"
        hint="可不填"
        kind="phone"
        icon="phone"
        id="contact-phone"
        value={draft.phone}
        onChange={(phone) => write({ phone: phone.trim() })}
        maxLength={13}
        placeholder="手机号，或带区号的座机号"
        autoComplete="tel"
      />
    </Card>
  )
}
