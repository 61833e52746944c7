import { downloadOpenBulletin, type OpenBulletin, readOpenBulletin } from '@minyi/shared/bulletins/open/contract.ts'
import { shownKeys } from '@minyi/shared/bulletins/rules.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { Loaded } from '../../../components/loaded'
import { Notice } from '../../../components/notice'
import { call } from '../../../lib/call'
import { download } from '../../../lib/download'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'
import { OriginCard } from '../origin-card'
import { Paper } from '../paper'

/** A published bulletin for everybody: its files, its text, and where each number comes from. */
export function OpenBulletinView({ id }: { id: string }) {
  const found = useRemote(() => call(readOpenBulletin, { bulletinId: id }), id)
  return <Loaded from={found}>{(bulletin: OpenBulletin) => <Shown bulletin={bulletin} />}</Loaded>
}

function Shown({ bulletin }: { bulletin: OpenBulletin }) {
  const { id, head, number, sections, figures, demo, corrects, correctedBy, correction, files, publishedAt } = bulletin
  const keys = shownKeys(sections)
  const [selected, setSelected] = useState(keys[0] ?? '')
  return (
    <>
      {correctedBy && (
        <Notice kind="warn">
          这一份已有更正。原件保留在这里。
          <Button kind="word" narrow onPress={() => go('openBulletins', { id: correctedBy })}>
            看更正后的
          </Button>
        </Notice>
      )}
      {corrects && <Notice>这是更正稿，更正原因：{correction}</Notice>}
      <Card label="下载">
        <Heading>{head.title}</Heading>
        <View className="sub">
          {number}，{shortDay(publishedAt)}发布。发布后不再改动；下面每个带下划线的数字都能点开看出处。
        </View>
        <View className="paper-files">
          {files.map(({ format, bytes, sha256 }) => (
            <Button
              key={format}
              kind="line"
              icon="download"
              onPress={() => download(downloadOpenBulletin, { bulletinId: id, format })}
              note={`SHA-256 ${sha256.slice(0, 12)}…`}
            >
              下载 {format.toUpperCase()}（{Math.ceil(bytes / 1024)} KB）
            </Button>
          ))}
        </View>
      </Card>
      <Card label="数字出处">
        <OriginCard figures={figures} keys={keys} selected={selected} onSelect={setSelected} />
      </Card>
      <Paper
        head={head}
        number={number}
        remark={demo ? '演示数据，不是真实情况' : undefined}
        sections={sections}
        figures={figures}
        selected={selected}
        onSelect={setSelected}
      />
    </>
  )
}
