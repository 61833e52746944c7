import { type ImportField, type ImportMapping, importFields } from '../contract.ts'

/** The headings that platforms give to what a field here means, most exact first. */
const headingsOf: Record<ImportField, readonly string[]> = {
  externalId: ['来件编号', '工单编号', '工单号', '事件编号', '诉求编号', '受理编号', '业务编号', '编号', '流水号'],
  receivedAt: ['收到时间', '来电时间', '受理时间', '登记时间', '提交时间', '诉求时间', '创建时间', '反映时间'],
  text: ['诉求内容', '事件描述', '问题描述', '反映内容', '来电内容', '内容', '意见内容', '描述'],
  title: ['标题', '诉求标题', '事件标题', '主题'],
  kind: ['类型', '诉求类型', '工单类型', '事件类型', '来件类型'],
  name: ['诉求人姓名', '来电人', '诉求人', '姓名', '联系人', '反映人'],
  phone: ['诉求人电话', '来电号码', '联系电话', '电话', '手机号', '手机', '联系方式'],
  area: ['区域', '所属区域', '所属镇街', '镇街', '街道', '所属地区', '辖区'],
  place: ['地点', '事发地址', '诉求地址', '地址', '事发地点', '详细地址'],
  unit: ['承办单位', '主办单位', '办理单位', '责任单位', '处理单位'],
  accusedUnit: ['被投诉单位', '被反映单位', '被举报单位'],
  topic: ['类别', '问题类别', '诉求分类', '问题分类', '一级分类', '归口类别', '事项分类'],
  identity: ['身份保护', '是否保密', '保密'],
  state: ['办理状态', '工单状态', '状态', '当前状态', '处理状态'],
  acceptedAt: ['受理时间', '派单时间', '转办时间'],
  repliedAt: ['单位答复时间', '答复时间', '回复时间', '反馈时间'],
  endedAt: ['办结时间', '结案时间', '归档时间', '完成时间'],
  outcome: ['办理结果', '处理结果', '办结类型'],
  reply: ['答复内容', '回复内容', '办理情况', '处理意见', '反馈内容'],
  verdict: ['诉求人评价', '回访结果', '满意度', '评价结果', '解决情况', '是否解决'],
  grade: ['满意度（1 至 5）', '评分', '满意度评分', '星级'],
  verdictWords: ['诉求人说的话', '评价内容', '回访意见'],
}

/** A heading without what differs between two people's typing. */
export const plainHeading = (heading: string): string => heading.replace(/[\s　*＊:：]/g, '').replace(/（必填）$/, '')

/** Puts each column where its heading says, each field at most once; what nobody recognises stays out. */
export function guessColumns(headings: readonly string[]): ImportMapping['columns'] {
  const free = new Set(headings.filter((heading) => heading.trim() !== ''))
  const guessed = new Map<ImportField, string>()
  const most = Math.max(...importFields.map((field) => headingsOf[field].length))
  for (let rank = 0; rank < most; rank++) {
    for (const field of importFields) {
      const wanted = headingsOf[field][rank]
      if (wanted === undefined || guessed.has(field)) continue
      const found = [...free].find((heading) => plainHeading(heading) === wanted)
      if (found === undefined) continue
      guessed.set(field, found)
      free.delete(found)
    }
  }
  return [...guessed].map(([field, column]) => ({ column, field }))
}
