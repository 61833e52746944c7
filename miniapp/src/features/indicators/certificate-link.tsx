import type { CertificateLink as Link } from '@minyi/shared/indicators/handling/certified/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import { WordLink } from '../../components/button'
import { percent } from '../../components/figure-words'
import { go } from '../../lib/navigate'
import { useOffice } from '../office/store'

/** Beside a live rate the way to its newest published figure, or, for whoever may publish, to publishing one. */
export function CertificateLink({ link, indicatorId }: { link: Link | null | undefined; indicatorId: string }) {
  const mayPublish = useOffice(({ me }) => me?.permissions.includes('figures.publish') ?? false)
  if (link) {
    return (
      <View className="sub">
        已发布 {link.estimate ? percent(link.estimate.point) : '不给比率'}，{periodWords(link.period)}，
        <WordLink label={`${link.name}的出生证明`} onPress={() => go('publish', { id: link.id })}>
          出生证明
        </WordLink>
      </View>
    )
  }
  if (!mayPublish) return null
  return (
    <WordLink label="发布这个指标的数字" onPress={() => go('publish', { new: 1, indicator: indicatorId })}>
      发布
    </WordLink>
  )
}
