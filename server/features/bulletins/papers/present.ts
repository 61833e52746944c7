import type {
  BulletinFigures,
  BulletinHead,
  BulletinNumber,
  BulletinSection,
  NumberSource,
} from '@minyi/shared/bulletins/contract.ts'
import { shownKeys, stretchesOf } from '@minyi/shared/bulletins/rules.ts'
import { dayWords } from '@minyi/shared/bulletins/writing/rules.ts'
import type { Block, Mark, Paper, Run } from '../../../platform/papers/paper.ts'

type Text = { head: BulletinHead; sections: readonly BulletinSection[]; figures: BulletinFigures }

/** A bulletin as an official paper; every number and table leads to its origin in the attachment. */
export function paperOf(
  { head, sections, figures }: Text,
  stands: { number: string | null; day: string; corrects: string | null },
): Paper {
  const keys = shownKeys(sections)
  const remarks = [
    figures.demo ? '演示数据，不是真实情况' : '',
    stands.number === null ? '草稿' : '',
    stands.corrects ?? '',
  ].filter((one) => one !== '')
  return {
    masthead: `${head.issuer}文件`,
    number: stands.number ?? `${head.word}〔${stands.day.slice(0, 4)}〕　号`,
    title: head.title,
    remark: remarks.length > 0 ? remarks.join('；') : null,
    recipients: head.recipients,
    blocks: sections.flatMap((section) => blocksOf(section, figures, keys)),
    attachments: [{ title: '数字出处清单', blocks: originsOf(figures, keys) }],
    issuer: head.issuer,
    day: dayWords(stands.day),
    copies: head.copies,
  }
}

const anchorOf = (key: string) => `n-${key.replace(/[^a-z0-9]/gi, '-')}`

const markOf = (key: string, keys: readonly string[]): Mark => ({
  words: String(keys.indexOf(key) + 1),
  to: anchorOf(key),
})

function blocksOf(section: BulletinSection, figures: BulletinFigures, keys: readonly string[]): Block[] {
  const tables = figures.tables.filter(({ key }) => section.tables.includes(key))
  const charts = figures.charts.filter(({ key }) => section.charts.includes(key))
  const places = keys.filter((key) => figures.tables.some((one) => one.key === key))
  return [
    { kind: 'heading', words: section.heading },
    ...section.paragraphs.map((text): Block => ({ kind: 'paragraph', runs: runsOf(text, figures, keys) })),
    ...tables.map(
      ({ key, title, head, rows, note }): Block => ({
        kind: 'table',
        title: `表${places.indexOf(key) + 1}　${title}`,
        mark: markOf(key, keys),
        head,
        rows,
        widths: widthsOf(key, head),
        note: `注：${note}`,
      }),
    ),
    ...charts.map(
      ({ key, title, bars, note }): Block => ({
        kind: 'chart',
        title: `图　${title}`,
        mark: markOf(key, keys),
        bars,
        note: `注：${note}`,
      }),
    ),
  ]
}

const widthsOf = (key: string, head: readonly string[]): number[] =>
  key === 'places'
    ? [2.2, 1.3, 1.3, 1.3, 1.9, 1.9]
    : key === 'interventions'
      ? [1, 2.4, 1.8, 1, 1.2, 2]
      : head.map(() => 1)

function runsOf(text: string, { numbers }: BulletinFigures, keys: readonly string[]): Run[] {
  return stretchesOf(text).map((one) => {
    if (one.kind === 'words') return { words: one.words }
    const shown = numbers.find(({ key }) => key === one.key)?.shown ?? ''
    return { words: shown, mark: markOf(one.key, keys) }
  })
}

/** Where each shown number comes from, in the order of the text. */
function originsOf(figures: BulletinFigures, keys: readonly string[]): Block[] {
  const entries = keys.flatMap((key, i): Block[] => {
    const found = [...figures.numbers, ...figures.tables, ...figures.charts].find((one) => one.key === key)
    if (!found) return []
    const name = 'label' in found ? found.label : found.title
    return [
      {
        kind: 'paragraph',
        small: true,
        runs: [
          { words: `${i + 1}．${name}`, anchor: anchorOf(key) },
          { words: `${'words' in found ? `：${found.words}` : ''}。${originWords(found.source, figures)}` },
        ],
      },
    ]
  })
  return [
    {
      kind: 'paragraph',
      small: true,
      runs: [
        {
          words: `统计截至${figures.asOf.slice(0, 16).replace('T', ' ')}。下列每一项都由系统统计后冻结；全部数字的指纹（SHA-256）为${figures.sha256}。`,
        },
      ],
    },
    ...entries,
  ]
}

function originWords(source: NumberSource, { numbers }: BulletinFigures): string {
  if (source.kind === 'certificate') return `出生证明${source.figureId}，指纹${source.sha256.slice(0, 16)}。`
  if (source.kind === 'query')
    return `查询${source.queryId}${source.rows === null ? '' : `，${source.rows}行`}，指纹${source.sha256.slice(0, 16)}。`
  const names = source.from.map((key) => numbers.find((one: BulletinNumber) => one.key === key)?.label ?? key)
  return `由${names.join('、')}算出。`
}
