import type { previewRecount } from '@minyi/shared/clocks/contract.ts'
import { clockLabels } from '@minyi/shared/clocks/labels.ts'
import type { OutputOf } from '@minyi/shared/platform/operation.ts'
import { dayInWords } from '@minyi/shared/platform/time.ts'
import { View } from '@tarojs/components'
import { count } from '../../components/figure-words'
import { Notice } from '../../components/notice'

/** What a change would do to the clocks that run, in one sentence, and some of those that move. */
export function PreviewWords({ preview }: { preview: OutputOf<typeof previewRecount> }) {
  const { examined, earlier, later, firm, overdue, rows } = preview
  if (examined === 0) return <Notice live>现在没有在办件按这项时限计时。</Notice>
  const moved = earlier + later
  return (
    <Notice kind={overdue > 0 ? 'warn' : 'know'} live>
      <View>
        如果重算：在办 {count(examined)} 项计时，{moved === 0 ? '到期日都不变' : `${count(moved)} 项的到期日会变`}
        {later > 0 && `，推后 ${count(later)} 项`}
        {earlier > 0 && `，提前 ${count(earlier)} 项`}
        {firm > 0 && `，由暂定变确定 ${count(firm)} 项`}。{overdue > 0 && `其中 ${count(overdue)} 项会立刻变成超期。`}
      </View>
      {rows.map((row) => (
        <View key={`${row.number}-${row.clock}`} className="sub">
          {row.number} {clockLabels[row.clock]}：{dayInWords(row.from)} → {dayInWords(row.to)}
          {row.provisional && '（暂定）'}
        </View>
      ))}
    </Notice>
  )
}
