import { type ApiKey, addKey, listKeys, revokeKey } from '@minyi/shared/integrations/contract.ts'
import { apiScopeLabels } from '@minyi/shared/integrations/labels.ts'
import { type ApiScope, apiScopes } from '@minyi/shared/platform/identity.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ManyChips } from '../../components/chip'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Field, TextField } from '../../components/field'
import { Heading } from '../../components/heading'
import { Loaded } from '../../components/loaded'
import { Notice } from '../../components/notice'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { type CallFailure, call, failureFrom } from '../../lib/call'
import { copy } from '../../lib/clipboard'
import { newId } from '../../lib/id'
import { useRemote } from '../../lib/remote'
import { instantInWords } from '../../lib/time-words'
import { toast } from '../../lib/toast'

/** The keys of other systems: made here, shown once, ended at once. */
export function KeyDesk() {
  const keys = useRemote(() => call(listKeys, {}), 'keys')
  const [adding, setAdding] = useState(false)
  const [token, setToken] = useState<string>()
  return (
    <View className="stack">
      {token && <OneTimeToken token={token} onDone={() => setToken(undefined)} />}
      {adding ? (
        <KeyForm
          onClose={() => setAdding(false)}
          onMade={(made) => {
            setAdding(false)
            setToken(made)
            keys.reload()
          }}
        />
      ) : (
        <View>
          <Button small narrow icon="plus" onPress={() => setAdding(true)}>
            新建密钥
          </Button>
        </View>
      )}
      <Loaded from={keys}>
        {({ rows }) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还没有密钥" text="热线平台要自动推送时，给它建一个。" />
          ) : (
            rows.map((row) => <KeyCard key={row.id} row={row} onChange={keys.reload} />)
          )
        }
      </Loaded>
    </View>
  )
}

function OneTimeToken({ token, onDone }: { token: string; onDone: () => void }) {
  return (
    <Notice kind="warn" icon="lock" live>
      <View className="stack">
        <View className="strong">密钥只在这里显示一次，请现在交给对方系统保存</View>
        <View id="new-key" className="strong">
          {token}
        </View>
        <View className="wrap">
          <Button kind="line" small narrow onPress={() => copy(token)}>
            复制
          </Button>
          <Button kind="word" small narrow onPress={onDone}>
            已经存好
          </Button>
        </View>
      </View>
    </Notice>
  )
}

function KeyForm({ onClose, onMade }: { onClose: () => void; onMade: (token: string) => void }) {
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly ApiScope[]>([])
  const [failure, setFailure] = useState<CallFailure>()
  const [busy, setBusy] = useState(false)
  const [id, setId] = useState<string>()
  const make = async () => {
    setBusy(true)
    try {
      const own = id ?? (await newId())
      setId(own)
      onMade((await call(addKey, { id: own, name, scopes: [...scopes] })).token)
    } catch (error) {
      const failed = failureFrom(error)
      if (failed.code !== 'offline') setId(undefined)
      setFailure(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Card className="stack" label="新建密钥">
      <Heading>新建密钥</Heading>
      <TextField
        id="key-name"
        label="哪个系统用"
        value={name}
        onChange={setName}
        maxLength={40}
        error={failure?.fieldMessage('name')}
      />
      <Field label="用来做什么" error={failure?.fieldMessage('scopes')}>
        <ManyChips
          label="用来做什么"
          options={apiScopes.map((value) => ({ value, word: apiScopeLabels[value] }))}
          values={scopes}
          onChange={setScopes}
        />
      </Field>
      {failure && failure.fields.length === 0 && <Notice kind="warn">{failure.title}</Notice>}
      <View className="wrap">
        <Button kind="line" small narrow onPress={onClose}>
          不建了
        </Button>
        <Button small narrow busy={busy} disabled={!name.trim() || scopes.length === 0} onPress={make}>
          生成密钥
        </Button>
      </View>
    </Card>
  )
}

function KeyCard({ row, onChange }: { row: ApiKey; onChange: () => void }) {
  const [asking, setAsking] = useState(false)
  const revoke = async () => {
    setAsking(false)
    try {
      await call(revokeKey, { id: await newId(), keyId: row.id })
      toast('已停用')
      onChange()
    } catch (error) {
      toast(failureFrom(error).title)
    }
  }
  return (
    <Card className="stack">
      <View className="spread">
        <View className="grow">
          <View className="strong">{row.name}</View>
          <View className="sub">
            {row.prefix}… · {row.scopes.map((scope) => apiScopeLabels[scope]).join('、')} · 每分钟最多 {row.perMinute}{' '}
            次
          </View>
          <View className="sub">
            {row.lastUsedAt ? `最近使用 ${instantInWords(row.lastUsedAt)}` : '还没有用过'}
            {row.createdBy && ` · ${row.createdBy} 建于 ${instantInWords(row.createdAt)}`}
          </View>
        </View>
        {row.live ? (
          <Button kind="line" small narrow onPress={() => setAsking(true)}>
            停用
          </Button>
        ) : (
          <Tag tone="plain">已停用</Tag>
        )}
      </View>
      <ConfirmSheet
        open={asking}
        title={`停用“${row.name}”？`}
        text="对方系统马上不能再用，停用后不能恢复，要用只能新建。"
        confirm="停用"
        danger
        onConfirm={revoke}
        onClose={() => setAsking(false)}
      />
    </Card>
  )
}
