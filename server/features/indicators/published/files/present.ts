import { sampleInWords } from '@minyi/shared/indicators/answers/labels.ts'
import { inPlainWords } from '@minyi/shared/indicators/closed/labels.ts'
import { handlingInWords, leftOutInWords } from '@minyi/shared/indicators/handling/certified/labels.ts'
import { periodWords, verdictLabels } from '@minyi/shared/indicators/labels.ts'
import type { Certificate } from '@minyi/shared/indicators/published/contract.ts'
import {
  audienceLabels,
  exclusionsInWords,
  methodInWords,
  orderedLabel,
  publishedStateLabels,
} from '@minyi/shared/indicators/published/labels.ts'
import { gradeLabels, ratingChannelLabels } from '@minyi/shared/ratings/labels.ts'
import { handlingWords } from './handling/present.ts'

/** How to check a figure by hand and by the command, in words for whoever opened the folder. */
export function readmeOf(certificate: Certificate, open: boolean): string {
  const { name, scope, definition, rows } = certificate
  const kind = kindsOfRows[formOf(definition)][open ? 'open' : 'full']
  return `# ${name} · ${scope.name}

${headOf(certificate)}

## 这个文件夹里有什么

- \`rows.csv\`：算出这个数字的全部行（${kind}），共 ${rows.rows} 行。
- \`definition.json\`：口径全文（${definition.id} 第 ${definition.version} 版）。
- \`certificate.json\`：出生证明，发布那一刻冻结的全部内容。

## 怎么用手核对

1. 文件没有被改过：\`sha256sum rows.csv\` 应当得到 \`${rows.sha256}\`，和证明里的一致。
${stepsOf[formOf(definition)](certificate, open)}

## 怎么用程序复算

不需要数据库，也不需要服务器在运行：

\`\`\`
npm run -s figure -- recompute 这个文件夹
\`\`\`

结果一致时退出码为 0；任何一行、口径或证明被改过，会说出哪里不同，退出码为 2。
`
}

const formOf = ({ sample, handling }: Certificate['definition']) =>
  handling ? 'handling' : sample ? 'sample' : 'ratings'

const stepsOf = {
  handling: handlingWords,
  ratings: countWords,
  sample: (certificate: Certificate, open: boolean) => (open ? openSampleWords(certificate) : sampleWords(certificate)),
}

const kindsOfRows = {
  handling: { full: '未合并，每件或每次回访一行', open: '开放数据，小格已合并' },
  ratings: { full: '未合并，每份评价一行', open: '开放数据，小格已合并' },
  sample: { full: '每位受访人一行，只有算得着的列', open: '开放数据，每道题一行合计，没有逐人的回答' },
} as const

function countWords(certificate: Certificate, open: boolean): string {
  const { definition } = certificate
  return `2. 数有效评价 n：\`what\` 是 \`rating\`、\`excluded\` 为空、${channelWords(certificate, open)}，把 \`count\` 加起来，得 ${certificate.figure.estimate?.n ?? '（不足，不给比率）'}。
3. 数满意的 x：其中 \`grade\` 属于 ${definition.grades.join('、')}（${gradeWords(definition.grades)}）的，得 ${certificate.figure.estimate?.satisfied ?? '—'}。
4. 比率是 x÷n；区间用 ${methodInWords(definition.method)}，置信水平 ${definition.level}。目标${definition.target === null ? '不设' : `是 ${definition.target}：区间下限不低于它是“达标”，上限低于它是“未达标”，否则“数据不足”`}。
5. 漏斗：\`eligible\` 办结、\`invited\` 邀请、\`counter\` 窗口出示、\`defaulted\` 到期没有回应（不算满意，也不进分母）。\`excluded\` 不为空的是剔除的评价。

${open ? openWords : fullWords}`
}

/** Of a sample: what to put into the command that recomputes rates of surveys, or into any other program for them. */
function sampleWords({ definition, figure }: Certificate): string {
  const { sample, parts, level } = definition
  const { weights, strata, ids, fpc } = sample?.design ?? { weights: null, strata: [], ids: [], fpc: [] }
  const columns = (names: readonly string[]) => (names.length === 0 ? '没有' : names.join('、'))
  const questions = (sample?.questions ?? []).map(({ name, column, in: counted, of }, i) => {
    const part = figure.parts?.[i]
    const found = part?.estimate ? `，得 ${part.estimate.point}，标准误 ${part.estimate.se}，权重 ${part.weight}` : ''
    return `   - ${name}：“${column}”列里回答 ${of.join('、')} 的人中，回答 ${counted.join('、')} 的比例${found}`
  })
  return `2. 抽样：权数列 ${weights ?? '没有'}，层 ${columns(strata)}，抽样单位 ${columns(ids)}，总体数 ${columns(fpc)}。
3. 各题的比例按权数计算，标准误按抽样设计线性化（与 R 的 survey 包一致）：
${questions.join('\n')}
4. ${parts.length > 0 ? '各部分乘以权重相加' : '上面的比例'}就是 ${figure.estimate?.point ?? '（不足，不给比率）'}；区间用 ${methodInWords(definition.method)}，置信水平 ${level}，标准误 ${figure.estimate?.se ?? '—'}，自由度 ${figure.estimate?.df ?? '—'}。`
}

/** Of the sums that stand in the place of the answers: every step from them to the figure, and what they leave to be believed. */
function openSampleWords({ definition, figure }: Certificate): string {
  const { sample, parts, level, method } = definition
  const questions = (sample?.questions ?? []).map(
    ({ name, in: counted, of }) => `   - ${name}：回答 ${of.join('、')} 的人中，回答 ${counted.join('、')} 的比例`,
  )
  const weights = parts.map(({ name, weight }) => `${name} ${weight}`).join('，')
  const whole =
    parts.length === 0
      ? '上面的比例'
      : `各题比例按权重（${weights}）相加${method === 'delta' ? '，方差是权重两两相乘再乘协方差的和' : ''}`
  return `2. 各题的比例是“其中算作是的权数”÷“权数合计”：
${questions.join('\n')}
3. ${whole}，就是 ${figure.estimate?.point ?? '（不足，不给比率）'}；区间用 ${methodInWords(method)}，置信水平 ${level}，由标准误和自由度算出。

为保护受访人，这里没有逐人、逐村的回答，每个份数都是全部受访人的合计，而且不少于 5。标准误、自由度和协方差是发布时由全部回答
按抽样设计算出的；有权查看内部文件夹的人可以从逐人的回答把它们也重算一遍。`
}

function headOf(certificate: Certificate): string {
  const { figure, period, asOf, publishedAt, publishedBy, state, audience, demo, definition } = certificate
  const form = formOf(definition)
  const plain = { handling: handlingInWords, sample: sampleInWords, ratings: inPlainWords }[form](figure)
  const excluded = { handling: leftOutInWords, sample: () => '', ratings: exclusionsInWords }[form](figure)
  const lines = [
    demo ? '**演示数据**：由模拟产生，不是真实评价。' : '',
    plain === null ? '' : `${plain}。`,
    figure.verdict ? `结论：${verdictLabels[figure.verdict]}。` : '',
    excluded === '' ? '' : `${excluded}。`,
    `时段：${periodWords(period)}。统计截至 ${asOf}。`,
    definition.sample?.agency ? `调查单位：${definition.sample.agency}。` : '',
    `${audienceLabels[audience]}：${publishedBy.unit ?? ''} ${publishedBy.name}，${publishedAt}。状态：${publishedStateLabels[state]}。`,
    figure.ordered ? `${orderedLabel}：依据《${figure.ordered.order}》（${figure.ordered.issuer}）。` : '',
    `编号：${certificate.id}`,
  ]
  return lines.filter((line) => line !== '').join('\n\n')
}

const channelWords = ({ definition }: Certificate, open: boolean) =>
  open
    ? '每一格都只含计入的渠道'
    : `\`channel\` 属于 ${definition.channels.map((code) => wordOf(ratingChannelLabels, code)).join('、')}（${definition.channels.join('、')}）`

const gradeWords = (codes: readonly number[]) => codes.map((code) => wordOf(gradeLabels, String(code))).join('、')

const wordOf = (labels: Readonly<Record<string, string>>, code: string) => labels[code] ?? code

const openWords = `“多个区域合并”的一格是把几个区域加在一起：单独列出就会有不到 5 份的格子。\`grade\` 里用 \`|\` 连起来的几档也是合并的。
\`channel\`、\`reason\` 两类行是另列的合计，不再加进 n。有一行 \`withheld\` 表示剔除了 1 到 4 份，为保护评价人不写具体几份。
不按单位、月份和渠道细分：每天关账的数字都是公开的，再细分就可能从前后两次的差里看出某一个人打了几分。`

const fullWords = `\`key\` 是评价编号的散列（SHA-256 的前 32 位，输入为“口径/版本/范围/编号/起/止/截至/评价编号”，用斜杠相连）：
持有回执的人能找到自己的一行，别人不能由它找到是哪件事。行里没有日期、事项、经办人和文字。`
