import type { CaseView } from '@minyi/shared/cases/views/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Chips } from '../../../components/chip'
import { Sheet } from '../../../components/confirm-sheet'
import { Field, TextField } from '../../../components/field'
import { Icon } from '../../../components/icon'
import { Notice } from '../../../components/notice'
import { Press } from '../../../components/press'
import { failureFrom } from '../../../lib/call'
import { toast } from '../../../lib/toast'
import type { ListFilter } from '../list/store'
import { dropView, keepView, placeView, useViews } from './store'

/** Under the views: keeps the filter that is shown as one more, or looks after the one that is open. */
export function ViewFoot({ filter, shown }: { filter: ListFilter; shown: CaseView | undefined }) {
  const [open, setOpen] = useState(false)
  const hasFilter = Object.entries(filter).some(([key, value]) => value !== undefined && key !== 'sort')
  if (!shown && !hasFilter) return null
  return (
    <>
      <Press className="rail-item rail-add" onPress={() => setOpen(true)}>
        <Icon name={shown ? 'filter' : 'plus'} />
        <View className="grow">{shown ? '管理这个视图' : '把当前筛选存为视图'}</View>
      </Press>
      <Sheet open={open} title={shown ? shown.name : '存为视图'} onClose={() => setOpen(false)}>
        {open && <ViewForm key={shown?.id} filter={filter} shown={shown} onDone={() => setOpen(false)} />}
      </Sheet>
    </>
  )
}

const nothing = () => undefined

type ViewFormProps = { filter: ListFilter; shown: CaseView | undefined; onDone: () => void }

function ViewForm({ filter, shown, onDone }: ViewFormProps) {
  const isFirst = useViews(({ rows }) => rows[0]?.id === shown?.id)
  const [name, setName] = useState(shown?.name ?? '')
  const [sharedWith, setSharedWith] = useState<CaseView['sharedWith']>(shown?.sharedWith ?? 'own')
  const [fault, setFault] = useState<string>()
  const run = async (work: () => Promise<undefined | (() => void)>, said: string) => {
    try {
      const undo = await work()
      toast(said, undo)
      onDone()
    } catch (error) {
      const failure = failureFrom(error)
      setFault(failure.fields[0]?.message ?? failure.title)
    }
  }
  return (
    <View className="stack">
      {fault && (
        <Notice kind="warn" live>
          {fault}
        </Notice>
      )}
      {shown && !shown.mine && <View className="sub">由{shown.ownerName}共享，名称和筛选由本人改。</View>}
      {(!shown || shown.mine) && (
        <>
          <TextField id="view-name" label="名称" value={name} onChange={setName} maxLength={20} />
          <Field label="谁能看到">
            <Chips
              label="谁能看到"
              options={[
                { value: 'own', word: '只有我' },
                { value: 'unit', word: '本单位' },
                { value: 'role', word: '同岗位' },
              ]}
              value={sharedWith}
              onChange={setSharedWith}
            />
          </Field>
        </>
      )}
      <View className="wrap">
        {(!shown || shown.mine) && (
          <Button
            id="view-save"
            disabled={name.trim() === ''}
            onPress={() => run(() => keepView({ name, sharedWith, filter }, shown).then(nothing), '视图已保存')}
          >
            保存
          </Button>
        )}
        {shown && (
          <Button kind="line" onPress={() => run(() => placeView(shown, 'opens').then(nothing), '已设好')}>
            {shown.opens ? '不再默认打开' : '打开工作台就看这个'}
          </Button>
        )}
        {shown && !isFirst && (
          <Button kind="line" onPress={() => run(() => placeView(shown, 'up').then(nothing), '已上移')}>
            上移一位
          </Button>
        )}
        {shown?.mine && (
          <Button kind="danger" onPress={() => run(() => dropView(shown), '视图已删除')}>
            删除
          </Button>
        )}
      </View>
    </View>
  )
}
