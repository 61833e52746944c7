import { residentStateLabels } from '@minyi/shared/cases/labels.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { Loaded } from '../../components/loaded'
import { Page } from '../../components/page'
import { Row } from '../../components/row'
import { StateCard } from '../../components/state-card'
import { Tag } from '../../components/tag'
import { type ListedCase, listOwnCases } from '../../features/cases/own/store'
import { ReceiptLookup } from '../../features/cases/receipt-lookup'
import { go } from '../../lib/navigate'
import { isH5 } from '../../lib/platform'
import { useRemote } from '../../lib/remote'
import { useSession } from '../../lib/session'
import { useShown } from '../../lib/shown'

export default function Cases() {
  const signedIn = useSession(({ resident }) => resident !== undefined)
  const [looking, setLooking] = useState(false)
  const cases = useRemote(() => listOwnCases(signedIn), String(signedIn))
  useShown(() => {
    if (cases.remote.state !== 'loading') cases.reload()
  })
  return (
    <Page title="我的诉求" tab="cases">
      <Button id="new-case" icon="plus" onPress={() => go('complain')}>
        我要诉求
      </Button>
      <Loaded from={cases}>
        {(rows) =>
          rows.length === 0 ? (
            <StateCard kind="empty" title="还没有诉求" text="您提交的诉求会在这里，每一步、每个期限都看得见。" />
          ) : (
            <Card flush>
              {rows.map((row) => (
                <CaseLine key={row.id} row={row} />
              ))}
            </Card>
          )
        }
      </Loaded>
      <Card flush>
        <Row
          icon="shield"
          title="营商环境"
          note="企业反映的问题"
          onPress={() => go('complain', { entry: 'business' })}
        />
        <Row
          icon="book"
          title="立法民意直通车"
          note="对草案提意见"
          onPress={() => go('complain', { entry: 'legislative' })}
        />
        <Row
          icon="search"
          title="用编号查进度"
          note="不登录也能查，要回执上的查询码"
          onPress={() => setLooking(true)}
        />
        {isH5 && !signedIn && (
          <Row icon="person" title="登录" note="看到您登录后提交过的诉求" onPress={() => go('signIn')} />
        )}
      </Card>
      <ReceiptLookup open={looking} onClose={() => setLooking(false)} />
    </Page>
  )
}

function CaseLine({ row }: { row: ListedCase }) {
  const waiting = row.state === 'replied'
  return (
    <Row
      title={row.title}
      note={
        <>
          <View>编号 {row.number}</View>
          {waiting ? (
            <Tag icon="clock">等您评价{row.clock ? `，${clockInWords(row.clock)}` : ''}</Tag>
          ) : (
            <View>
              {residentStateLabels[row.state]}
              {row.clock && `，${clockInWords(row.clock)}`}
            </View>
          )}
        </>
      }
      onPress={() => go('progress', { id: row.id })}
    />
  )
}
