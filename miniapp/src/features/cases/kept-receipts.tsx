import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { Card } from '../../components/card'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { go } from '../../lib/navigate'
import { shortDay } from '../../lib/time-words'
import { grades, useKeptRatings } from '../ratings/store'
import { useKeptCases } from './own/store'

/** Ratings given on this phone, each opening its receipt. */
export function KeptRatings() {
  const rows = useKeptRatings((kept) => kept.rows)
  if (rows.length === 0) return null
  return (
    <>
      <Heading className="strong">这部手机上的评价</Heading>
      <Card flush>
        {rows.map((row) => (
          <Row
            key={row.id}
            title={row.unit === row.title ? row.title : `${row.unit} ${row.title}`}
            note={
              <View>
                {wordOf(row.grade)}，{shortDay(row.givenAt)}
              </View>
            }
            onPress={() => go('rating', { id: row.id })}
          />
        ))}
      </Card>
    </>
  )
}

/** Items whose receipt is on this phone, each opening its progress. */
export function KeptCases() {
  const rows = useKeptCases((kept) => kept.rows)
  if (rows.length === 0) return null
  return (
    <>
      <Heading className="strong">这部手机上的诉求回执</Heading>
      <Card flush>
        {rows.map((row) => (
          <Row
            key={row.id}
            title={row.title}
            note={`编号 ${row.number}`}
            onPress={() => go('complainDone', { id: row.id })}
          />
        ))}
      </Card>
    </>
  )
}

function wordOf(grade: number): string {
  const known: Grade | undefined = grades.find((one) => one.grade === grade)?.grade
  return known ? gradeLabels[known] : ''
}
