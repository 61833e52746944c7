import { tierLabels } from '@minyi/shared/cases/tiers/labels.ts'
import type { Period } from '@minyi/shared/indicators/contract.ts'
import { type PausedTime, readTiers, type TierShare } from '@minyi/shared/indicators/handling/tiers/contract.ts'
import { suppressionLabels } from '@minyi/shared/indicators/labels.ts'
import type { CertifiedEstimate } from '@minyi/shared/indicators/published/contract.ts'
import { View } from '@tarojs/components'
import { Card } from '../../../components/card'
import { count, interval, percent } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { KeptLoaded } from '../../../components/office/kept-loaded'
import { Table } from '../../../components/table'
import { DemoMark } from '../../../components/tag'
import { call } from '../../../lib/call'
import { useKeptRemote } from '../../../lib/kept-remote'
import { CertificateLink } from '../certificate-link'
import './leader.css'

/** Where items are settled (小事不出网格…), over one denominator, and how long clocks stood still. */
export function TiersCard({ period, areaId }: { period: Period; areaId?: string }) {
  const ask = { ...period, areaId }
  const found = useKeptRemote(() => call(readTiers, ask), `tiers/${JSON.stringify(ask)}`)
  if (found.failure?.code === 'not-found') return null
  return (
    <KeptLoaded from={found}>
      {({ tiers, n, suppressed, demo, pausedTime, definition }) => (
        <Card label="五级办理" className="chart-part">
          <View className="chart-part-head">
            <View className="grow">
              <Heading>五级办理：各级化解占比</Heading>
              <View className="sub">
                分母是{definition.denominator}：{count(n)} 件
                {suppressed && `。${suppressionLabels[suppressed]}，只列件数`}
              </View>
            </View>
            {demo && <DemoMark />}
          </View>
          <TierTable tiers={tiers} />
          <PausedWords paused={pausedTime} />
        </Card>
      )}
    </KeptLoaded>
  )
}

function TierTable({ tiers }: { tiers: readonly TierShare[] }) {
  return (
    <Table
      label="各级化解占比"
      rows={tiers}
      rowKey={({ tier }) => tier}
      columns={[
        { key: 'tier', head: '层级', grow: 2, strong: true, cell: ({ tier }) => tierLabels[tier] },
        {
          key: 'share',
          head: '在本级化解',
          grow: 3,
          folded: '本级 ',
          cell: ({ share, minN }) => <Share of={share} minN={minN} />,
        },
        {
          key: 'below',
          head: '本级及以下',
          grow: 3,
          folded: '及以下 ',
          cell: ({ tier, upToHere, minN, certificate }) => (
            <View>
              <Share of={upToHere} minN={minN} />
              {tier !== 'city' && <CertificateLink link={certificate} indicatorId={`tier-${tier}`} />}
            </View>
          ),
        },
        { key: 'settled', head: '化解', number: true, folded: '化解 ', cell: ({ settled }) => count(settled) },
        { key: 'not', head: '没有解决', number: true, folded: '没有解决 ', cell: (row) => count(row.notSettled) },
        { key: 'silent', head: '未表态', number: true, folded: '未表态 ', cell: ({ silent }) => count(silent) },
        { key: 'open', head: '在办', number: true, folded: '在办 ', cell: ({ open }) => count(open) },
        { key: 'outside', head: '不属职责', number: true, folded: '不属职责 ', cell: (row) => count(row.outside) },
      ]}
    />
  )
}

function Share({ of, minN }: { of: CertifiedEstimate | null; minN: number | undefined }) {
  if (!of) return <View className="sub">{minN === undefined ? '' : `不到 ${count(minN)} 件，`}不给比率</View>
  return (
    <View>
      <View className="strong">{percent(of.point)}</View>
      <View className="sub">
        {interval(...of.interval)}，n={count(of.n)}
      </View>
    </View>
  )
}

function PausedWords({ paused: { items, paused, share, days, ofDays, certificate } }: { paused: PausedTime }) {
  if (items === 0) return null
  return (
    <View className="sub">
      暂停计时：{count(items)} 件里有 {count(paused)} 件暂停过
      {share && `（${percent(share.point)}，${interval(...share.interval)}）`}；停了 {count(Math.round(days))}{' '}
      天，占办理时间的 {ofDays > 0 ? percent(days / ofDays) : '0'}。
      <CertificateLink link={certificate} indicatorId="handling-paused" />
    </View>
  )
}
