import type { OpenField, OpenTable } from './contract.ts'

export const openTerms =
  '不含个人信息；人数太少的格子不公开，空着并写明原因，也不能用合计减出来。可自由使用，请注明来源和日期。'

type Described = { name: string; about: string; renewed: string; fields: readonly OpenField[] }

const text = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'text', meaning })
const integer = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'integer', meaning })
const share = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'share', meaning })
const day = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'day', meaning })
const instant = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'instant', meaning })
const yesNo = (code: string, name: string, meaning: string): OpenField => ({ code, name, kind: 'yes-no', meaning })

const whatFor = [text('indicator', '指标编号', '目录里的编号，例如 IND-002-01'), text('name', '指标名称', '指标的全称')]

const rate = [
  integer('n', 'n', '算进去的份数；份数不到最低要求时为空'),
  integer('satisfied', '满意份数', '其中属于“算作满意”各档的份数'),
  share('rate', '满意率', '满意份数 ÷ n，0 到 1 之间的小数'),
  share('low', '区间下限', '按口径的置信水平和方法算出的区间下限'),
  share('high', '区间上限', '同一区间的上限'),
  share('target', '目标', '口径里写明的目标；没有目标时为空'),
  text('verdict', '结论', '达标：下限不低于目标；未达标：上限低于目标；数据不足：区间跨过目标'),
]

/** Where a column means something else for figures that come from a survey. */
const ofSurveys: Readonly<Record<string, string>> = {
  n: '算进去的份数；来自调查的是有效回答，几部分合成的取最少的',
  satisfied: '其中属于“算作满意”各档的份数；来自调查的按权数推算，没有份数，为空',
  rate: '满意份数 ÷ n；来自调查的是按权数推算的比率，或几个比率按权重合成的值；0 到 1 之间的小数',
}

/** The data dictionary (数据字典): every table and column, said once, for the page, the files and whoever reads them. */
export const openDescriptions: Record<OpenTable, Described> = {
  figures: {
    name: '公开指标（合计、各镇街、逐月）',
    about: '每个公开指标的最近一次关账值：合计一行、各镇街各一行、近 12 个月各一行。',
    renewed: '每天 24:00 关账后，新增或变动满 5 份才更新',
    fields: [
      ...whatFor,
      text('cut', '口径范围', '合计、镇街或月份'),
      text('place', '范围名称', '全市、镇街名称，或“其余合并”（份数不够单独公布的镇街）'),
      text('month', '月份', '按月的行所属的月份，YYYY-MM；其他行为空'),
      day('from', '起', '计入的第一天'),
      day('to', '止', '计入的最后一天'),
      instant('asOf', '截至', '关账的时刻，带时区'),
      ...rate,
      integer('eligible', '办结事项', '时间窗内办结的事项数'),
      integer('invited', '发出邀请', '发出评价邀请的事项数'),
      integer('defaulted', '没有回应', '到期没有回应的事项数；不当作满意，不进分母'),
      integer('excluded', '剔除', '经两人复核剔除的份数；少于 5 份时不公开，为空'),
      integer('version', '口径版本', '用的是第几版口径，见“口径与版本”表'),
      text('why', '为什么空着', '没有数字的原因；有数字时为空'),
      yesNo('demo', '演示数据', '是演示数据则为“是”'),
    ],
  },
  published: {
    name: '已发布的数字',
    about: '署名发布过的每一个数字，含更正过的和撤下的；每个都有出生证明，可以按编号下载原始行自行复算。',
    renewed: '每发布、更正或撤下一个数字就更新',
    fields: [
      text('id', '编号', '数字的编号，出生证明和原始行用它查找'),
      ...whatFor,
      text('place', '范围名称', '全市或镇街'),
      day('from', '起', '计入的第一天'),
      day('to', '止', '计入的最后一天'),
      instant('asOf', '截至', '数字截至的时刻'),
      ...rate.map((field) => ({ ...field, meaning: ofSurveys[field.code] ?? field.meaning })),
      text('state', '状态', '有效、已更正、已撤下'),
      instant('publishedAt', '发布时间', '发布的时刻'),
      text('publishedBy', '发布人', '署名发布的人'),
      text('sha256', '原始行校验码', '公开原始行的 SHA-256，与下载的文件核对'),
      integer('version', '口径版本', '用的是第几版口径'),
      yesNo('demo', '演示数据', '是演示数据则为“是”'),
    ],
  },
  definitions: {
    name: '口径与版本',
    about: '每个公开指标的每一版口径：问谁、算什么、不算什么、目标和区间方法。改口径就是新的一版，旧的数字仍按旧版。',
    renewed: '改口径时更新',
    fields: [
      ...whatFor,
      integer('version', '版本', '这是第几版口径'),
      instant('since', '起用时间', '这一版从何时起用'),
      yesNo('inForce', '现行', '现在用的是不是这一版'),
      text('grades', '算作满意的档', '评价五档里哪几档算作满意'),
      text('channels', '计入的渠道', '哪些渠道的评价计入'),
      text('numerator', '算作是', '办理和调查类指标：分子是什么；按评价算的为空'),
      text('denominator', '分母', '算进去的是哪些评价、回答或件'),
      integer('windowDays', '时间窗天数', '往前数多少天'),
      integer('minN', '最少份数', '不到这个份数不给比率'),
      share('level', '置信水平', '区间的把握，例如 0.95'),
      text('method', '区间方法', '区间用哪一种方法算'),
      share('target', '目标', '没有目标时为空'),
      text('changes', '与上一版相比', '改了哪几项'),
      text('reason', '修改原因', '改口径的人写明的原因'),
    ],
  },
  exclusions: {
    name: '剔除数量',
    about: '近 12 个整月里经两人复核剔除的评价，按单位和理由计数。',
    renewed: '每月 1 日更新一次',
    fields: [
      text('unit', '单位', '被评单位的全称；“合计”是全部单位'),
      text('reason', '理由', '剔除的理由；“合计”是全部理由'),
      integer('count', '份数', '剔除的份数；1 到 4 份不公开，连带的格子也不公开，为空'),
      day('from', '起', '第一个月的第一天'),
      day('to', '止', '最后一个月的最后一天'),
      text('why', '为什么空着', '没有数字的原因；有数字时为空'),
    ],
  },
}

export const fieldKindLabels: Record<OpenField['kind'], string> = {
  text: '文字',
  integer: '整数',
  share: '小数（0 到 1）',
  day: '日期',
  instant: '时刻',
  'yes-no': '是或否',
}
