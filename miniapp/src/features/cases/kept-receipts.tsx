import type { Grade } from '@minyi/shared/ratings/contract.ts'
import { gradeLabels } from '@minyi/shared/ratings/labels.ts'
import { View } from '@tarojs/components'
import { useState } from 'react'
import { Button } from '../../components/button'
import { Card } from '../../components/card'
import { ConfirmSheet } from '../../components/confirm-sheet'
import { Heading } from '../../components/heading'
import { Row } from '../../components/row'
import { go } from '../../lib/navigate'
import { shortDay } from '../../lib/time-words'
import { toast } from '../../lib/toast'
import { forgetRatings, grades, useKeptRatings } from '../ratings/store'
import { forgetCases, useKeptCases } from './own/store'

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

/** For a phone that goes to somebody else. */
export function ForgetReceipts() {
  const [open, setOpen] = useState(false)
  const ratings = useKeptRatings((kept) => kept.rows.length)
  const cases = useKeptCases((kept) => kept.rows.length)
  if (ratings + cases === 0) return null
  const forget = () => {
    forgetRatings()
    forgetCases()
    setOpen(false)
    toast('已从这部手机上移除')
  }
  return (
    <>
      <Button kind="word" onPress={() => setOpen(true)}>
        从这部手机上移除回执
      </Button>
      <ConfirmSheet
        open={open}
        danger
        title="从这部手机上移除回执？"
        text="评价照样有效，诉求照常办理。移除后，这部手机不能再修改评价；没有登录提交的诉求，要用编号和查询码查进度。"
        confirm="移除"
        onConfirm={forget}
        onClose={() => setOpen(false)}
      />
    </>
  )
}

function wordOf(grade: number): string {
  const known: Grade | undefined = grades.find((one) => one.grade === grade)?.grade
  return known ? gradeLabels[known] : ''
}
