import type { BulletinFigures } from '@minyi/shared/bulletins/contract.ts'
import { paragraphFault, paragraphOf, type Stretch, stretchesOf } from '@minyi/shared/bulletins/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { TextArea } from '../../components/field'
import { Choose } from '../../components/office/choose'
import './bulletins.scss'

export type ParagraphFormProps = {
  text: string
  figures: BulletinFigures
  busy: boolean
  failure?: string
  onSave: (text: string) => void
  onCancel: () => void
}

/** A paragraph in its stretches: words in fields, and between them the numbers, which stay as they are. */
export function ParagraphForm({ text, figures, busy, failure, onSave, onCancel }: ParagraphFormProps) {
  const [stretches, setStretches] = useState<Stretch[]>(() => spread(stretchesOf(text)))
  const [insert, setInsert] = useState('')
  const now = paragraphOf(stretches).trim()
  const fault = paragraphFault(now, new Set(figures.numbers.map(({ key }) => key)))
  const write = (at: number, words: string) =>
    setStretches(stretches.map((one, i) => (i === at ? { kind: 'words', words } : one)))
  const remove = (at: number) => setStretches(spread(stretches.filter((_, i) => i !== at)))
  const add = (key: string) => {
    setInsert('')
    if (key) setStretches(spread([...stretches, { kind: 'number', key }]))
  }
  const numbers = [
    { value: '', word: '在末尾加一个数字…' },
    ...figures.numbers.map(({ key, label, shown }) => ({ value: key, word: `${label}：${shown}` })),
  ]
  return (
    <View className="paragraph-form">
      {stretches.map((one, i) => {
        const key = `${one.kind}-${String(i)}`
        if (one.kind === 'number') {
          const found = figures.numbers.find((number) => number.key === one.key)
          return (
            <View key={key} className="paragraph-number">
              <View className="paragraph-chip">
                {found?.label}：{found?.shown}
              </View>
              <Button kind="word" small narrow label={`拿掉数字${found?.label ?? ''}`} onPress={() => remove(i)}>
                拿掉
              </Button>
            </View>
          )
        }
        return (
          <TextArea
            key={key}
            label={`文字 ${Math.floor(i / 2) + 1}`}
            value={one.words}
            maxLength={600}
            onChange={(words) => write(i, words)}
          />
        )
      })}
      <Choose label="加一个数字" options={numbers} value={insert} onChange={add} />
      {(failure ?? fault) && now !== '' && <View className="bad">{failure ?? fault}</View>}
      <View className="wrap">
        <Button small narrow busy={busy} disabled={now !== '' && fault !== null} onPress={() => onSave(now)}>
          {now === '' ? '删去这一段' : '保存'}
        </Button>
        <Button kind="line" small narrow onPress={onCancel}>
          不改了
        </Button>
      </View>
    </View>
  )
}

/** Words before, between and after the numbers, so that there is always a field to write into. */
function spread(stretches: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = [{ kind: 'words', words: '' }]
  for (const one of stretches) {
    const last = found[found.length - 1]
    if (one.kind === 'words' && last?.kind === 'words')
      found[found.length - 1] = { kind: 'words', words: last.words + one.words }
    else if (one.kind === 'words') found.push(one)
    else found.push(one, { kind: 'words', words: '' })
  }
  return found
}
