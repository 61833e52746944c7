import { statePartLabels, stepInWords } from '@minyi/shared/indicators/handling/certified/labels.ts'
import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import { methodInWords } from '@minyi/shared/indicators/published/labels.ts'

/** How to check a rate of handling by hand: which states count, and every step from the rows to the figure. */
export function handlingWords({ definition, figure, asOf }: Certificate, open: boolean): string {
  const { handling, target, level, method } = definition
  const states = (handling?.states ?? []).map(
    ({ code, name, part }) => `   - \`${code}\`：${name}（${statePartLabels[part]}）`,
  )
  const steps = (figure.handling?.steps ?? []).map(
    ({ name, count }) => `${name} ${stepInWords(count === null ? null : String(count))}`,
  )
  const { estimate } = figure
  const label = methodInWords(method)
  return `2. 每一行恰好是一种情形（\`state\` 列），都是 ${asOf} 这一刻的：
${states.join('\n')}
3. 分母 n：把“算作是”和“在分母里，不算作是”的 \`count\` 加起来，得 ${estimate?.n ?? '（不足，不给比率）'}；其中“算作是”的 x 得 ${estimate?.satisfied ?? '—'}。
4. 比率是 x÷n；区间用 ${label}，置信水平 ${level}。目标${target === null ? '不设' : `是 ${target}：区间下限不低于它是“达标”，上限低于它是“未达标”，否则“数据不足”`}。
5. 漏斗：${steps.join(' → ')}。

${open ? openWords : fullWords}`
}

const openWords = `\`state\` 里用 \`|\` 连起来的几种情形是合在一起的。“多个区域合并”的一格是把几个区域加在一起：单独列出就会有不到 5 件的格子。
不进比率的各种情形只给全部范围的合计，不到 5 件的和别的合并；有一行 \`withheld\` 表示这些情形一共只有 1 到 4 件，不写具体几件。
不按单位、月份和种类细分：小格能从前后两次的差里减出来。`

const fullWords = `\`key\` 是件号或回访编号的散列（SHA-256 的前 32 位，输入为“口径/版本/范围/编号/起/止/截至/编号”，用斜杠相连）：
不能由它找到是哪一件。行里没有日期、诉求人、经办人和文字。`
