import type { Bulletin } from '@minyi/shared/bulletins/contract.ts'
import { bulletinStateLabels } from '@minyi/shared/bulletins/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Sheet } from '../../components/confirm-sheet'
import { TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Icon } from '../../components/icon'
import { Notice } from '../../components/notice'
import { Press } from '../../components/press'
import { Tag } from '../../components/tag'
import { type CallFailure, failureFrom } from '../../lib/call'
import { focusOn } from '../../lib/focus'
import { shortDay } from '../../lib/time-words'
import { saveText } from './store'

type SideProps = { bulletin: Bulletin; onChange: (bulletin: Bulletin) => void }

/** Where it stands, its outline, what is checked before it goes on, and who changed what. */
export function BulletinSide({ bulletin, onChange }: SideProps) {
  const { state, sections, checks, edits, may, changes, returnedWords, correction } = bulletin
  const { submitted, reviewed, published } = bulletin
  const [heading, setHeading] = useState(false)
  const acts = [
    ...(submitted ? [`${submitted.by.name} ${shortDay(submitted.at)}送审`] : []),
    ...(reviewed ? [`${reviewed.by.name} ${shortDay(reviewed.at)}审核通过`] : []),
    ...(published ? [`${published.by.name} ${shortDay(published.at)}发布`] : []),
  ]
  return (
    <View className="desk-left">
      <View className="wrap">
        <Tag tone={state === 'published' ? 'good' : 'warn'}>{bulletinStateLabels[state]}</Tag>
        <View className="tiny">第 {bulletin.version} 稿</View>
      </View>
      {acts.map((words) => (
        <View key={words} className="tiny">
          {words}
        </View>
      ))}
      {returnedWords && <Notice kind="warn">退回原因：{returnedWords}</Notice>}
      {correction && <Notice>更正原因：{correction}</Notice>}
      {changes.length > 0 && <Changes changes={changes} />}
      <Heading>目录</Heading>
      {sections.map(({ id, heading }) => (
        <Press key={id} className="desk-way" role="link" onPress={() => focusOn(`section-${id}`)}>
          {heading}
        </Press>
      ))}
      {state !== 'published' && (
        <>
          <Heading>送审前检查</Heading>
          {checks.map(({ ok, words }) => (
            <View key={words} className="desk-check">
              <Icon name={ok ? 'check' : 'warning'} size={16} className={ok ? 'good' : 'warn'} />
              <View className="grow">{words}</View>
            </View>
          ))}
        </>
      )}
      {may.includes('edit') && (
        <Button kind="line" small onPress={() => setHeading(true)}>
          改标题、发文机关、主送和抄送
        </Button>
      )}
      {edits.length > 0 && <Heading>修改记录</Heading>}
      {edits.map(({ version, at, by, what }) => (
        <View key={version} className="tiny">
          第 {version} 稿：{by.name} {shortDay(at)} {what}
        </View>
      ))}
      <View className="tiny">数字由系统填入，不能手改；文字可以改，改过会留痕。</View>
      {heading && <HeadSheet bulletin={bulletin} onChange={onChange} onClose={() => setHeading(false)} />}
    </View>
  )
}

/** What a recount changed, or a correction counts otherwise than its original; the words around it may have to follow. */
function Changes({ changes }: Pick<Bulletin, 'changes'>) {
  return (
    <>
      <Heading>和上次统计不同的数字（{changes.length}）</Heading>
      {changes.map(({ key, label, was, now }) => (
        <View key={key} className="tiny">
          {label}：{was ?? '原来没有'} → {now ?? '现在没有'}
        </View>
      ))}
      <View className="tiny">请看看这些数字前后的文字是否还合适。</View>
    </>
  )
}

const fields = [
  { name: 'title', label: '标题' },
  { name: 'issuer', label: '发文机关' },
  { name: 'word', label: '机关代字' },
  { name: 'recipients', label: '主送机关' },
  { name: 'copies', label: '抄送机关' },
] as const

function HeadSheet({ bulletin, onChange, onClose }: SideProps & { onClose: () => void }) {
  const [head, setHead] = useState(bulletin.head)
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const save = async () => {
    setBusy(true)
    try {
      onChange(await saveText(bulletin, { head }))
      onClose()
    } catch (error) {
      setFailure(failureFrom(error))
      setBusy(false)
    }
  }
  return (
    <Sheet open title="版头和版记" onClose={onClose}>
      {fields.map(({ name, label }) => (
        <TextField
          key={name}
          label={label}
          hint={name === 'copies' ? '可不填' : undefined}
          value={head[name]}
          onChange={(value) => setHead({ ...head, [name]: value })}
          error={failure?.fieldMessage(`head.${name}`)}
        />
      ))}
      {failure && <Notice kind="bad">{failure.title}</Notice>}
      <Button busy={busy} onPress={save}>
        保存
      </Button>
      <Button kind="word" onPress={onClose}>
        不改了
      </Button>
    </Sheet>
  )
}
