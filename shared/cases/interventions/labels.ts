import type { Asking, Standing, Way } from './contract.ts'

export const standingLabels: Record<Standing, string> = {
  inside: '行政执法机关内部人员',
  above: '上级或其他机关人员',
  outside: '其他人员',
}

export const wayLabels: Record<Way, string> = {
  telephone: '电话',
  'in-person': '当面',
  writing: '书面',
  message: '短信、微信',
  meeting: '会议、饭局',
  'through-others': '托人转达',
}

export const askingLabels: Record<Asking, string> = {
  progress: '打听办理情况',
  plea: '为被投诉人说情',
  outcome: '要求按某种结果处理',
  delay: '要求拖延或不办',
  identity: '打听诉求人是谁',
  other: '其他',
}
