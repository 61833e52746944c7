import { useRouter } from '@tarojs/taro'
import { OfficeHead } from '../../../components/office/office-page'
import { OfficeFrame } from '../../../features/office/office-frame'
import { ReviewDesk } from '../../../features/petitions/office/review-desk'

export default function PetitionReviews() {
  const { id } = useRouter().params
  return (
    <OfficeFrame title="复查复核" route="petitionReviews">
      <OfficeHead crumb="信访答复之后：由上一级机关复查、复核，各一次，复核后终结" title="复查复核" />
      <ReviewDesk opened={id} />
    </OfficeFrame>
  )
}
