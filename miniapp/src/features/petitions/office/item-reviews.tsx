import type { CaseDetail } from '@minyi/shared/cases/office/contract.ts'
import { reviewInWords } from '@minyi/shared/cases/petitions/labels.ts'
import { clockInWords } from '@minyi/shared/clocks/labels.ts'
import { View } from '@tarojs/components'
import { Button } from '../../../components/button'
import { Card } from '../../../components/card'
import { Heading } from '../../../components/heading'
import { go } from '../../../lib/navigate'

/** 复查 and 复核 of an item beside the item itself; they are answered on a page of their own. */
export function ItemReviews({ item: { reviews } }: { item: CaseDetail }) {
  if (reviews.length === 0) return null
  return (
    <Card className="stack-tight" label="复查复核">
      <Heading className="card-title">复查复核</Heading>
      {reviews.map((review) => (
        <View key={review.id} className="spread">
          <View className="grow">
            <View className="strong">{reviewInWords(review)}</View>
            <View className="sub">
              {[review.officeName ?? '受理分派岗', review.clock && clockInWords(review.clock)]
                .filter(Boolean)
                .join(' · ')}
            </View>
          </View>
          {review.state === 'asked' && (
            <Button small narrow kind="line" onPress={() => go('petitionReviews', { id: review.id })}>
              去看
            </Button>
          )}
        </View>
      ))}
    </Card>
  )
}
