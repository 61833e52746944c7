import { bulletinKindLabels } from '@minyi/shared/bulletins/labels.ts'
import { listOpenBulletins } from '@minyi/shared/bulletins/open/contract.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Loaded } from '../../../components/loaded'
import { Row } from '../../../components/row'
import { StateCard } from '../../../components/state-card'
import { DemoMark, Tag } from '../../../components/tag'
import { call } from '../../../lib/call'
import { go } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'
import { shortDay } from '../../../lib/time-words'

/** What was published, newest first; what was corrected since stays and says so. */
export function OpenBulletinList() {
  const [trail, setTrail] = useState<string[]>([])
  const after = trail[trail.length - 1]
  const page = useRemote(() => call(listOpenBulletins, { after }), after ?? '')
  return (
    <>
      <View className="sub">
        投诉举报办理情况定期通报，每年有年度报告。发布后不再改动，更正另发一份，原来的留在这里。
      </View>
      <Loaded from={page}>
        {({ rows, next }) =>
          rows.length === 0 ? (
            <StateCard
              kind="empty"
              title="还没有发布过"
              text="发布的通报和年度报告会列在这里，可以下载 PDF 和 DOCX。"
            />
          ) : (
            <>
              <Card flush label="通报和年度报告">
                {rows.map(({ id, title, kind, number, publishedAt, correctedBy, corrects, demo }) => (
                  <Row
                    key={id}
                    icon="document"
                    title={title}
                    note={
                      <View className="wrap">
                        {correctedBy && <Tag tone="warn">已更正</Tag>}
                        {corrects && <Tag tone="plain">更正</Tag>}
                        {demo && <DemoMark />}
                        <View>
                          {bulletinKindLabels[kind]}，{number}，{shortDay(publishedAt)}发布
                        </View>
                      </View>
                    }
                    onPress={() => go('openBulletins', { id })}
                  />
                ))}
              </Card>
              {(trail.length > 0 || next) && (
                <View className="wrap">
                  <Button kind="line" narrow disabled={trail.length === 0} onPress={() => setTrail(trail.slice(0, -1))}>
                    上一页
                  </Button>
                  <Button kind="line" narrow disabled={!next} onPress={() => next && setTrail([...trail, next])}>
                    下一页
                  </Button>
                </View>
              )}
            </>
          )
        }
      </Loaded>
    </>
  )
}
