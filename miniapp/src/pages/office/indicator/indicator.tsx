import { useRouter } from '@tarojs/taro'
import { IndicatorView } from '../../../features/indicators/leader/indicator-view'
import { OfficeFrame } from '../../../features/office/office-frame'

export default function Indicator() {
  const { id = '' } = useRouter().params
  return (
    <OfficeFrame title="指标" route="indicator" entry="figures">
      <IndicatorView indicatorId={id} />
    </OfficeFrame>
  )
}
