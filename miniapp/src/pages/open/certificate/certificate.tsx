import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import { readOpenFigure } from '@minyi/shared/indicators/published/open/contract.ts'
import { View } from '@tarojs/components'
import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { Loaded } from '../../../components/loaded'
import { StateCard } from '../../../components/state-card'
import { PartsTable } from '../../../features/indicators/answers/parts-table'
import { CertificateHead, FunnelCard, ProofCard } from '../../../features/indicators/open/certificate-view'
import { OpenPage } from '../../../features/indicators/open/open-page'
import { PageTools } from '../../../features/indicators/open/page-tools'
import { call } from '../../../lib/call'
import { urlOf } from '../../../lib/navigate'
import { useRemote } from '../../../lib/remote'

export default function CertificatePage() {
  const { id = '' } = useRouter().params
  const one = useRemote(() => call(readOpenFigure, { figureId: id }), id)
  useShareAppMessage(() => ({ title: '数字的出生证明', path: urlOf('certificate', { id }) }))
  return (
    <OpenPage title="出生证明" route="certificate" id={indicatorOf(one.remote.value)}>
      <Loaded
        from={one}
        notFound={<StateCard kind="empty" title="没有这个数字" text="请核对链接或编号；只有向社会发布的数字在这里。" />}
      >
        {(certificate) => (
          <>
            <View className="open-columns">
              <View className="open-column stack">
                <CertificateHead certificate={certificate} />
                <PartsTable parts={certificate.figure.parts ?? []} />
                <FunnelCard certificate={certificate} />
              </View>
              <View className="open-column stack">
                <ProofCard certificate={certificate} />
              </View>
            </View>
            <PageTools title={`${certificate.name}的出生证明`} />
          </>
        )}
      </Loaded>
    </OpenPage>
  )
}

/** The indicator whose neighbouring pages are meant; one of a survey or of handling has no daily page of its own. */
const indicatorOf = (certificate: Certificate | undefined) =>
  certificate && !certificate.definition.sample && !certificate.definition.handling ? certificate.indicatorId : ''
