import { fillTemplate, openFieldsIn } from '@minyi/shared/cases/templates/rules.ts'
import { View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import { roleOf } from '../../../components/aria'
import { Button } from '../../../components/button'
import { Press } from '../../../components/press'
import { goInstead } from '../../../lib/navigate'
import { type Act, changeDraft, draftOf, useStep, useSubject } from '../step/store'
import { loadTemplates, useTemplates, valuesOf } from './store'
import './templates.css'

/** Words to begin from, for one item alone: each shown as it would stand, filled with the item's own values, before it is taken. */
export function TemplatePicker({ act }: { act: Act }) {
  const rows = useTemplates((state) => state.rows)
  const item = useSubject()
  const draft = useStep(draftOf)
  const [open, setOpen] = useState(false)
  useEffect(() => {
    if (!rows) loadTemplates().catch(() => undefined)
  }, [rows])
  const fitting = rows?.filter((row) => row.act === act) ?? []
  const left = openFieldsIn(draft.words)
  if (fitting.length === 0 || !item) return null
  return (
    <View className="stack-tight">
      <View className="spread">
        <Button kind="line" small icon="document" onPress={() => setOpen(!open)}>
          {open ? '收起模板' : `用模板（${fitting.length}）`}
        </Button>
        {open && (
          <Button kind="word" small onPress={() => goInstead('templates')}>
            管理模板
          </Button>
        )}
      </View>
      {open && (
        <View className="templates-offered" {...roleOf('group')} aria-label="模板">
          {fitting.map((row) => (
            <Press
              key={row.id}
              className="template-offered"
              onPress={() => {
                changeDraft({ words: fillTemplate(row.words, valuesOf(item)) })
                setOpen(false)
              }}
            >
              <View className="strong">
                {row.title}
                {row.unitName && ` · ${row.unitName}`}
              </View>
              <View className="sub">{fillTemplate(row.words, valuesOf(item))}</View>
            </Press>
          ))}
        </View>
      )}
      {left.length > 0 && <View className="warn">还有没填的：{left.join('、')}，请补上再发。</View>}
    </View>
  )
}
