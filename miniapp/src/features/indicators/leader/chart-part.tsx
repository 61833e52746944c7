import { exportFigures, type Figure } from '@minyi/shared/indicators/contract.ts'
import { periodWords } from '@minyi/shared/indicators/labels.ts'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Card } from '../../../components/card'
import { count, percent, target as whole } from '../../../components/figure-words'
import { Heading } from '../../../components/heading'
import { type Look, LookSwitch } from '../../../components/looks'
import { type ChartPicture, type ChartWords, chartImage, pictureSize } from '../../../components/office/chart-image'
import { Menu, type MenuItem } from '../../../components/office/menu'
import { download } from '../../../lib/download'
import { saveImage, savesImages } from '../../../lib/save-image'
import { instantInWords } from '../../../lib/time-words'
import { toast } from '../../../lib/toast'
import { askOf, type Choice } from './store'
import './leader.css'

export type TableBy = 'area' | 'unit' | 'field' | 'channel' | 'month'

export type ChartPartProps = {
  title: string
  /** What the part is called where its title says more. */
  label?: string
  note: ReactNode
  look?: Look
  onLook?: (look: Look) => void
  tools?: ReactNode
  children: ReactNode
  id?: string
}

/** One part of a page: its title, what it covers, and at the right its table, its picture and its file. */
export function ChartPart({ title, label = title, note, look, onLook, tools, children, id }: ChartPartProps) {
  return (
    <Card label={label} className="chart-part">
      <View className="chart-part-head" id={id}>
        <View className="grow">
          <Heading>{title}</Heading>
          <View className="sub">{note}</View>
        </View>
        <View className="chart-part-tools">
          {look && onLook && <LookSwitch of={title} value={look} onChange={onLook} />}
          {tools}
        </View>
      </View>
      {children}
    </Card>
  )
}

export type FilesProps = {
  indicatorId: string
  choice: Choice
  by: TableBy
  /** The chart as it is on the screen, where there is one. */
  picture?: () => { picture: ChartPicture; words: ChartWords }
}

/** The table as XLSX and CSV, and the chart as PNG; each says what it is of. */
export function Files({ indicatorId, choice, by, picture }: FilesProps) {
  const { areaId, unitId, field, ...ask } = askOf(choice)
  const place = by === 'month' || by === 'channel' ? { areaId, unitId, field } : by === 'unit' ? { field } : {}
  const below = by === 'area' ? { below: areaId } : {}
  const fetch = (format: Format) => download(exportFigures, { indicatorId, by, ...ask, ...place, ...below, format })
  return <ExportMenu name={tableNames[by]} fetch={fetch} picture={picture} />
}

type Format = 'xlsx' | 'csv'
export type ExportMenuProps = { name: string; fetch: (format: Format) => void; picture?: FilesProps['picture'] }

/** The ways in which one part leaves the page. */
export function ExportMenu({ name, fetch, picture }: ExportMenuProps) {
  const image: MenuItem[] =
    picture && savesImages ? [{ word: 'PNG 图片', icon: 'picture', onPress: () => save(picture()) }] : []
  return (
    <Menu
      word="导出"
      icon="download"
      label={`导出：${name}`}
      items={[
        { word: 'XLSX 表格', icon: 'table', onPress: () => fetch('xlsx') },
        { word: 'CSV 表格', icon: 'table', onPress: () => fetch('csv') },
        ...image,
      ]}
    />
  )
}

const tableNames = { area: '按区域', unit: '按单位', field: '按执法领域', channel: '按渠道', month: '走势' }

async function save({ picture, words }: { picture: ChartPicture; words: ChartWords }): Promise<void> {
  const done = await saveImage(chartImage(picture, words), pictureSize, words.title)
  if (!done) toast('没有存成图片，请改下载表格')
}

/** What a picture of a figure must say: of what, which days, n and interval, as of when, and what is drawn. */
export function wordsOf(title: string, figure: Figure, drawn?: string): ChartWords {
  const { estimate, scope, period, asOf, demo } = figure
  const rate = estimate
    ? `${percent(estimate.point)}（${whole(estimate.level)} 区间 ${percent(estimate.interval[0])}–${percent(estimate.interval[1])}），n=${count(estimate.n)}`
    : '份数不够，不给比率'
  return {
    title,
    lines: [
      `${scope.name}，${periodWords(period)}，${rate}`,
      [asOf ? `截至 ${asOf.slice(0, 4)}年${instantInWords(asOf)}` : '', '实时数字', drawn ?? '']
        .filter(Boolean)
        .join('，'),
    ],
    demo,
  }
}
