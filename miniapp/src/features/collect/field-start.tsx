import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { Switch } from '../../components/switch'
import { DemoMark, Tag } from '../../components/tag'
import { Tile, Tiles } from '../../components/tile'
import { setLargePrint, useLargePrint } from '../../lib/large-print'
import { go } from '../../lib/navigate'
import { postOf, signOut, useOffice } from '../office/store'
import { remove, sendUnsent, type Unsent, useField } from './store'

/** The collector's first page: the two ways in, what waits, what is safe. */
export function FieldStart() {
  const me = useOffice((state) => state.me)
  const { draft, unsent, sent } = useField()
  const largePrint = useLargePrint(({ on }) => on)
  const canAssist = me?.permissions.includes('ratings.assist') ?? false
  return (
    <>
      <View className="spread">
        <View>
          <View className="strong">{me?.name ?? '采集员'}</View>
          <View className="sub">{me ? postOf(me) : '没有连上网络，可以先写好再上传'}</View>
        </View>
        {me?.tenant.demo && <DemoMark />}
      </View>
      <Tiles>
        <Tile
          icon="talk"
          title="代群众提"
          note={draft?.identity ? '接着写上次没写完的' : '投诉、意见建议'}
          onPress={() => go('fieldCollect')}
        />
        <Tile icon="list" title="连着记几条" note="微信群、采集点的意见" onPress={() => go('fieldBatch')} />
        {canAssist && (
          <Tile icon="star" title="代群众评价" note="用群众手里的评价码" onPress={() => go('fieldAssist')} />
        )}
      </Tiles>
      {unsent.length > 0 && <Waiting rows={unsent} />}
      {sent.length > 0 && (
        <Card className="stack-tight">
          <Heading>已上传 {sent.length} 份</Heading>
          <View className="sub">请把编号和查询码抄给群众，关掉这一页就不再显示。</View>
          {sent.map(({ id, number, secret, title }) => (
            <View key={id} className="stack-tight">
              <View className="split" />
              <View>{title}</View>
              <View className="strong">
                {number} · {secret}
              </View>
            </View>
          ))}
        </Card>
      )}
      <Card flush>
        <Row
          icon="book"
          title="字号"
          note="大字版：字更大，按钮更大"
          value={<Switch label="大字版" on={largePrint} onChange={setLargePrint} />}
        />
        <Row
          icon="exit"
          title="退出登录"
          note={unsent.length > 0 ? '未上传的留在这部手机上' : undefined}
          onPress={signOut}
        />
      </Card>
    </>
  )
}

function Waiting({ rows }: { rows: Unsent[] }) {
  const sending = useField((state) => state.sending)
  const [dropping, setDropping] = useState<Unsent>()
  return (
    <Card className="stack-tight">
      <Heading>未上传 {rows.length} 份</Heading>
      {rows.map((one) => (
        <View key={one.id} className="stack-tight">
          <View className="split" />
          <View className="spread">
            <View className="grow">
              <View>{one.title}</View>
              <View className="sub">{one.refused ?? `${one.keptAt} 存在本机`}</View>
            </View>
            <Tag tone={one.refused ? 'bad' : 'warn'}>{one.refused ? '没有收下' : '未上传'}</Tag>
          </View>
          {one.refused && (
            <Button kind="word" onPress={() => setDropping(one)}>
              不要这一份了
            </Button>
          )}
        </View>
      ))}
      <Button icon="upload" busy={sending} onPress={sendUnsent}>
        现在上传
      </Button>
      <ConfirmSheet
        open={dropping !== undefined}
        title="不要这一份了？"
        text="删掉后找不回来。服务器没有收下它，群众的话要重新填。"
        confirm="删掉"
        danger
        onConfirm={() => {
          if (dropping) remove(dropping.id)
          setDropping(undefined)
        }}
        onClose={() => setDropping(undefined)}
      />
    </Card>
  )
}
