import type { MergeFault } from './contract.ts'

export const mergeFaultLabels = {
  same: '不能并入自己',
  'lead-state': '主件须已受理且尚未答复',
  state: '这件已答复、已结案或已并单',
  'has-followers': '这件下面已有并入的诉求，请先撤销',
  kind: '类别不同，不能并单',
  entry: '来源入口和期限不同，不能并单',
  accused: '被投诉单位不同，不能并单',
} as const satisfies Record<MergeFault, string>

/** What the resident of a merged item reads. */
export const mergedWords =
  '您反映的问题与另一件诉求相同，已合并一起办理。您的回执不变，答复会在这里告诉您，由您自己评价。'
export const unmergedWords = '您的诉求改为单独办理，期限照原来的算。'
